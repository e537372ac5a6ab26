import { useEffect, useRef } from 'preact/hooks';

import { fill } from '../../i18n/strings.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useBench } from '../bench-context.ts';
import { keyNames } from '../page/keys.ts';
import { MoreMenu } from '../more/MoreMenu.tsx';
import './toolbar.css';

/** The bench's controls: one of them is primary. `live` tells that scripts run, and so which keys there are. */
export function Toolbar({ live }: { live: boolean }) {
  const {
    model,
    strings: { actions },
    words,
  } = useBench();
  const busy = model.session.status.value !== 'idle';
  const keys = keyNames(live ? navigator.platform : '');
  const { stop, starter } = useFocusAfterStop(busy, model.session.task.value);

  return (
    <div class="ws-toolbar">
      <div class="ws-tools" ref={starter}>
        <button
          type="button"
          class="ws-primary"
          data-task="check"
          title={fill(words.keys.check, { key: keys.check })}
          aria-keyshortcuts="Control+Enter Meta+Enter"
          onClick={() => model.check()}
        >
          <Icon name="check" />
          {actions.check}
        </button>
        <button
          type="button"
          data-task="run"
          title={fill(words.keys.run, { key: keys.run })}
          aria-keyshortcuts="Control+Shift+Enter Meta+Shift+Enter"
          onClick={() => model.run()}
        >
          <Icon name="play" />
          {actions.run}
        </button>
        <button type="button" class="ws-stop" ref={stop} data-shown={busy} onClick={() => void model.session.stop()}>
          <Icon name="square" />
          {actions.stop}
        </button>
      </div>
      <div class="ws-tools ws-quiet">
        <button
          type="button"
          aria-expanded={model.hintsShown.value}
          aria-controls="ws-hints"
          onClick={() => model.toggleHints()}
        >
          <Icon name="hint" />
          {actions.hint}
        </button>
        <button type="button" onClick={() => model.askSolution()}>
          <Icon name="key" />
          {actions.solution}
        </button>
        <button type="button" onClick={() => model.askReset()}>
          <Icon name="reset" />
          {actions.reset}
        </button>
        <MoreMenu />
      </div>
    </div>
  );
}

/** Stop goes away when nothing runs; a focus on it goes back to the button that started the task. */
function useFocusAfterStop(busy: boolean, task: string | undefined) {
  const stop = useRef<HTMLButtonElement>(null);
  const starter = useRef<HTMLDivElement>(null);
  const held = useRef(false);
  useEffect(() => {
    const button = stop.current!;
    const take = (): void => {
      held.current = true;
    };
    const leave = (event: FocusEvent): void => {
      held.current = event.relatedTarget === null;
    };
    button.addEventListener('focus', take);
    button.addEventListener('blur', leave);
    return () => {
      button.removeEventListener('focus', take);
      button.removeEventListener('blur', leave);
    };
  }, []);
  useEffect(() => {
    const lost = held.current && [document.body, stop.current].includes(document.activeElement as HTMLElement);
    if (busy || !lost) return;
    held.current = false;
    starter.current?.querySelector<HTMLElement>(`[data-task="${task ?? 'check'}"]`)?.focus({ preventScroll: true });
  }, [busy]);
  return { stop, starter };
}
