import { useEffect, useId, useRef } from 'preact/hooks';

import { fill } from '../../../i18n/strings.ts';
import { useBench } from '../../bench-context.ts';
import { statusWords } from './status-words.ts';

interface Props {
  plain: boolean;
  reader: boolean;
  open(): void;
  onPlain(on: boolean): void;
  onReader(on: boolean): void;
}

/** What the terminal is at, how it is shown, and the buttons that end it or begin another one. */
export function Switches({ plain, reader, open, onPlain, onReader }: Props) {
  const {
    model: { terminal },
    lang,
    words: { terminal: words, machine },
  } = useBench();
  const state = terminal.state.value;
  const trouble = terminal.trouble.value;
  const running = state.at === 'open' || state.at === 'starting';
  return (
    <div class="ws-terminal-bar">
      {!running && state.at !== 'ended' && (
        <button type="button" onClick={open}>
          {words.open}
        </button>
      )}
      <p class="ws-small" role="status">
        {statusWords(state, words, machine, lang)} {trouble && fill(words.trouble, { message: trouble })}
      </p>
      <Switch on={plain} label={words.plain} help={words.plainHelp} onChange={onPlain} />
      {!plain && <Switch on={reader} label={words.reader} help={words.readerHelp} onChange={onReader} />}
      {running && (
        <button type="button" onClick={() => terminal.close()}>
          {words.close}
        </button>
      )}
      {state.at === 'ended' && <Again open={open} label={words.again} />}
    </div>
  );
}

function Switch({
  on,
  label,
  help,
  onChange,
}: {
  on: boolean;
  label: string;
  help: string;
  onChange(on: boolean): void;
}) {
  const id = useId();
  return (
    <label class="ws-terminal-switch" title={help}>
      <input
        type="checkbox"
        checked={on}
        aria-describedby={id}
        onChange={event => onChange(event.currentTarget.checked)}
      />
      {label}
      <span class="sr-only" id={id}>
        {help}
      </span>
    </label>
  );
}

/** Where the shell had the focus, the way to the next one has it. */
function Again({ open, label }: { open: () => void; label: string }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const panel = button.current!.closest('.ws-terminal')!;
    if (panel.contains(document.activeElement)) button.current!.focus();
  }, []);
  return (
    <button type="button" ref={button} onClick={open}>
      {label}
    </button>
  );
}
