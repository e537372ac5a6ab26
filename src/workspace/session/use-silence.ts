import { useEffect, useState } from 'preact/hooks';

import type { Session } from './session.ts';

/** Seconds of silence after which the reader is told so, and after which what takes long here. */
export const QUIET_AFTER = 5;
export const SLOW_AFTER = 20;

/** Whole seconds for which the run under way in `session` has printed nothing at all; 0 when there is none, or it has. */
export function useSilence(session: Session): number {
  const silent = session.status.value === 'running' && session.output.view.value.empty;
  const [seconds, count] = useState(0);
  useEffect(() => {
    count(0);
    if (!silent) return;
    const since = performance.now();
    const timer = setInterval(() => count(Math.floor((performance.now() - since) / 1_000)), 1_000);
    return () => clearInterval(timer);
  }, [silent]);
  return silent ? seconds : 0;
}
