import { useEffect, useRef, useState } from 'preact/hooks';

import type { Reading } from '../../../wire/read.ts';
import type { WireRecord } from '../../session/wire-log.ts';
import { LiveReading } from './live-reading.ts';

/** In ms: less than a frame, so that typing and scrolling go on. */
const TURN = 8;
/** In ms: how often what has been read is drawn. */
const DRAW = 100;

/** The messages of a recording, as far as they are read; more of them come as it grows. */
export function useReading(record: WireRecord, done: boolean): Reading {
  const live = useRef(new LiveReading());
  if (!live.current.isOf(record)) live.current = new LiveReading();
  const [reading, setReading] = useState(() => live.current.reading);
  const drawn = useRef(-Infinity);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const turn = (): void => {
      const all = live.current.readOn(record, done, TURN);
      if (all || performance.now() - drawn.current >= DRAW) {
        setReading(live.current.reading);
        drawn.current = performance.now();
      }
      if (!all) timer = setTimeout(turn);
    };
    turn();
    return () => clearTimeout(timer);
  }, [record, done]);
  return reading;
}
