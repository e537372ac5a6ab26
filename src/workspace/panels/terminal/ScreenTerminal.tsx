import { useEffect, useRef, useState } from 'preact/hooks';

import { fill } from '../../../i18n/strings.ts';
import { useBench } from '../../bench-context.ts';
import type { DrawnScreen } from './screen.ts';

type Said = 'loading' | 'failed' | 'pasted' | undefined;

/** The screen of the shell, as programs for a terminal draw it; its script comes with the first one. */
export function ScreenTerminal({ reader, onPlain }: { reader: boolean; onPlain: () => void }) {
  const {
    words: { terminal: words },
  } = useBench();
  const { host, said, armed } = useScreen(reader);
  return (
    <>
      <div class="ws-terminal-screen" ref={host} translate={false} />
      <p class="ws-small ws-terminal-hint" role="status">
        {said === 'failed' ? (
          <>
            {words.screenFailed}{' '}
            <button type="button" class="ws-link" onClick={onPlain}>
              {words.plain}
            </button>
          </>
        ) : said === 'pasted' ? (
          fill(words.pasted, { kb: 64 })
        ) : armed ? (
          words.leaveNow
        ) : (
          words.leave
        )}
      </p>
    </>
  );
}

function useScreen(reader: boolean) {
  const {
    model: { terminal },
    words: { terminal: words },
  } = useBench();
  const host = useRef<HTMLDivElement>(null);
  const screen = useRef<DrawnScreen>();
  const [said, say] = useState<Said>('loading');
  const [armed, setArmed] = useState(false);
  useEffect(() => {
    let gone = false;
    const draw = async (): Promise<void> => {
      const { drawScreen } = await import('./screen.ts');
      if (gone) return;
      const drawn = await drawScreen({
        host: host.current!,
        terminal,
        words: { label: words.label, much: words.much },
        reader,
        onArmed: on => {
          setArmed(on);
          say(undefined);
        },
        onTooMuch: () => say('pasted'),
      });
      if (gone) return drawn.dispose();
      screen.current = drawn;
      say(undefined);
      if (document.activeElement?.closest('.ws-terminal')) drawn.focus();
    };
    draw().catch(() => say('failed'));
    return () => {
      gone = true;
      screen.current?.dispose();
    };
  }, []);
  useEffect(() => screen.current?.setReader(reader), [reader]);
  const prepared = terminal.prepared.value;
  const { at } = terminal.state.value;
  useEffect(() => {
    if (prepared !== undefined && at === 'open') terminal.typePrepared();
  }, [prepared, at]);
  return { host, said, armed };
}
