import { useLayoutEffect, useRef, useState } from 'preact/hooks';

import { useBench } from '../../bench-context.ts';
import type { PanelProps } from '../panel.ts';
import { Apart } from './Apart.tsx';
import { Closed } from './Closed.tsx';
import { PlainTerminal } from './PlainTerminal.tsx';
import { prefersPlain, prefersReader, rememberPlain, rememberReader } from './preference.ts';
import { ScreenTerminal } from './ScreenTerminal.tsx';
import { Switches } from './Switches.tsx';
import './terminal.css';

/** A shell of the reader's own: what it costs until they open it, then its screen or its plain command line. */
export function Terminal({ title }: PanelProps) {
  const {
    model: { terminal },
  } = useBench();
  const { at } = terminal.state.value;
  const [plain, setPlain] = useState(false);
  const [reader, setReader] = useState(false);
  const root = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    setPlain(prefersPlain());
    setReader(prefersReader());
  }, []);
  const open = (): void => {
    // The button goes; whoever pressed it stays in the panel.
    root.current!.focus({ preventScroll: true });
    void terminal.open();
  };
  const off = at === 'closed' || at === 'none' || at === 'failed';
  return (
    <section class="ws-terminal ws-region" aria-label={title} tabIndex={-1} ref={root} data-at={at}>
      <div class="ws-head">
        <h2>{title}</h2>
      </div>
      <Switches
        {...{ plain, reader, open }}
        onPlain={on => {
          setPlain(on);
          rememberPlain(on);
        }}
        onReader={on => {
          setReader(on);
          rememberReader(on);
        }}
      />
      {off ? (
        <Closed plain={plain} />
      ) : plain ? (
        <PlainTerminal />
      ) : (
        <ScreenTerminal reader={reader} onPlain={() => setPlain(true)} />
      )}
      <Apart />
    </section>
  );
}
