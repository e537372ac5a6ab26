import { useState } from 'preact/hooks';

import { rememberTold, wasTold } from '../model/clock.ts';
import { Bar } from './Bar.tsx';
import { clockNews } from './clock-words.ts';
import { useBench } from './context.ts';

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
