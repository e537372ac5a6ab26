import { useEffect, useRef } from 'preact/hooks';

import type { Session } from './session.ts';
import { useElapsed } from './use-elapsed.ts';

/** Seconds of silence after which the reader is told so, and after which what takes long here. */
export const QUIET_AFTER = 5;
export const SLOW_AFTER = 20;

/** Whole seconds for which the run under way in `session` has printed nothing; 0 when there is none. */
export function useSilence({ status, since, output, now }: Session): number {
  const view = output.view.value;
  const running = status.value === 'running';
  const last = useRef<number>();
  useEffect(() => {
    last.current = undefined;
  }, [since.value]);
  useEffect(() => {
    if (!view.empty) last.current = now();
  }, [view]);
  const elapsed = useElapsed(running ? since.value : undefined, now);
  if (elapsed === 0) return 0;
  return last.current === undefined ? elapsed : Math.floor((now() - last.current) / 1_000);
}
