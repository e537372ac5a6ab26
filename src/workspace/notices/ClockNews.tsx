import { useState } from 'preact/hooks';

import { useBench } from '../bench-context.ts';
import { rememberTold, wasTold } from '../model/clock.ts';
import { clockNews } from '../words/clock-words.ts';
import { Bar } from './Bar.tsx';

/** That the reader's clock is odd, until they close it: programs go by it, and other sites too. */
export function ClockNews() {
  const { model, lang, words } = useBench();
  const clock = model.clock.value;
  const [closed, setClosed] = useState(false);
  if (!clock || closed || wasTold()) return null;
  const close = (): void => {
    rememberTold();
    setClosed(true);
  };
  return (
    <Bar close={{ label: words.drafts.close, onClick: close }}>
      {clockNews(clock, model.props.builtAt ?? 0, lang, words.clock)}
    </Bar>
  );
}
