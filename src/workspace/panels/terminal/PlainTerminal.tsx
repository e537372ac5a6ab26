import { useEffect, useMemo, useRef, useState } from 'preact/hooks';

import { useBench } from '../../bench-context.ts';
import { PlainLog } from './plain-log.ts';
import { History, lineKey } from './plain-keys.ts';
import { useEndInSight } from './use-end-in-sight.ts';

/** Wide enough that few lines are broken: a broken one is read as two. */
const SIZE = { columns: 160, rows: 40 };
const CTRL_D = '\x04';
/** A terminal takes no longer line (termios(3), canonical mode). */
const LONGEST_LINE = 4_000;

/** The shell as a line to type in and a log of what it shows: for screen readers, phones, and browsers that need it. */
export function PlainTerminal() {
  const {
    model: { terminal },
    words: { terminal: words },
  } = useBench();
  const log = useLog();
  const { lines, last } = log.view.value;
  const scroller = useEndInSight(log.view.value);
  return (
    <>
      <div class="ws-terminal-log" role="log" aria-label={words.log} tabIndex={0} translate={false} ref={scroller}>
        {lines.map(({ id, text }) => (
          <div key={id}>{text || ' '}</div>
        ))}
        {last && <div>{last}</div>}
      </div>
      <CommandLine send={data => terminal.write(data)} interrupt={() => terminal.interrupt()} />
    </>
  );
}

function useLog(): PlainLog {
  const {
    model: { terminal, schedule },
  } = useBench();
  const log = useMemo(() => {
    // A shell that is up has shown what it has in the width that it had, and keeps it.
    if (terminal.state.peek().at === 'starting') terminal.resize(SIZE);
    return new PlainLog(schedule, terminal.size.columns);
  }, []);
  useEffect(() => terminal.attach(log), [log]);
  return log;
}

function CommandLine({ send, interrupt }: { send: (data: string) => void; interrupt: () => void }) {
  const {
    model: { terminal },
    words: { terminal: words },
  } = useBench();
  const [line, setLine] = useState('');
  const history = useMemo(() => new History(), []);
  const field = useRef<HTMLInputElement>(null);
  const prepared = terminal.prepared.value;
  useEffect(() => {
    if (prepared !== undefined) setLine(terminal.takePrepared());
  }, [prepared]);
  useEffect(() => {
    if (document.activeElement?.closest('.ws-terminal')) field.current!.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLInputElement }): void => {
    // In the middle of a syllable keys are the input method's.
    if (event.isComposing) return;
    const { selectionStart, selectionEnd } = event.currentTarget;
    const does = lineKey(event, line, selectionStart !== selectionEnd);
    if (!does) return;
    event.preventDefault();
    if (does === 'interrupt') interrupt();
    else if (does === 'end') send(CTRL_D);
    else setLine(history.move(does));
  };
  return (
    <form
      class="ws-stdin"
      onSubmit={event => {
        event.preventDefault();
        send(`${line}\r`);
        history.sent(line);
        setLine('');
        field.current!.focus();
      }}
    >
      <label>
        <span class="sr-only">{words.line}</span>
        <span aria-hidden="true">$</span>
        <input
          ref={field}
          value={line}
          maxLength={LONGEST_LINE}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          onInput={event => setLine(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </label>
      <button type="submit">{words.send}</button>
      <button type="button" onClick={interrupt}>
        {words.interrupt}
      </button>
      <button type="button" onClick={() => send(CTRL_D)}>
        {words.end}
      </button>
    </form>
  );
}
