import { useLayoutEffect, useState } from 'preact/hooks';

import { Icon } from '../../ui/Icon.tsx';
import { useBench } from '../bench-context.ts';
import { createWholeWindow, type WholeWindow } from './whole-window.ts';

/** One press gives the bench the whole window, and brings the text back. */
export function WholeButton() {
  const {
    words: { room: words },
  } = useBench();
  const [whole, create] = useState<WholeWindow>();
  useLayoutEffect(() => {
    const gone = new AbortController();
    create(createWholeWindow(gone.signal));
    return () => gone.abort();
  }, []);
  const on = whole?.on.value ?? false;
  return (
    <button type="button" class="ws-whole" onClick={() => whole?.set(!on)}>
      <Icon name={on ? 'minimize' : 'maximize'} />
      <span>{on ? words.withText : words.whole}</span>
    </button>
  );
}
