import { useRef, useState } from 'preact/hooks';

import { useBench } from '../../bench-context.ts';

/** Programs that name standard input are asked for it at once; for all others a small button offers it. */
const READS_INPUT = /process\.stdin|['"](?:node:)?readline|readFileSync\(\s*(?:0|['"]\/dev\/stdin)|\breadSync\(\s*0/;

/** A line for the running program. */
export function StdinLine() {
  const { model } = useBench();
  const running = model.session.status.value === 'running';
  // A new run is a new conversation: nothing typed or ended for the last one counts.
  return running ? <OpenLine /> : null;
}

function OpenLine() {
  const {
    model: { session, code },
    words: {
      output: { input: words },
    },
  } = useBench();
  const [shown, show] = useState(() => Object.values(code.files.peek()).some(text => READS_INPUT.test(text)));
  const [ended, setEnded] = useState(false);
  const [line, setLine] = useState('');
  const field = useRef<HTMLInputElement>(null);
  if (ended) return <p class="ws-small ws-stdin">{words.ended}</p>;
  if (!shown) {
    return (
      <p class="ws-stdin">
        <button type="button" class="ws-link" onClick={() => show(true)}>
          {words.open}
        </button>
      </p>
    );
  }
  const end = (): void => {
    session.endInput();
    setEnded(true);
  };
  return (
    <form
      class="ws-stdin"
      onSubmit={event => {
        event.preventDefault();
        session.send(line);
        setLine('');
        field.current?.focus();
      }}
    >
      <label>
        <span class="sr-only">{words.label}</span>
        <span aria-hidden="true">&gt;</span>
        <input
          ref={field}
          value={line}
          placeholder={words.placeholder}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          onInput={event => setLine(event.currentTarget.value)}
          onKeyDown={event => {
            if (event.key.toLowerCase() !== 'd' || !event.ctrlKey) return;
            event.preventDefault();
            end();
          }}
        />
      </label>
      <button type="submit">{words.send}</button>
      <button type="button" onClick={end}>
        {words.end}
      </button>
    </form>
  );
}
