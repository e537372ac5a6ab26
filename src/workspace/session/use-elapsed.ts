import { useEffect, useState } from 'preact/hooks';

/** Whole seconds since `since`, which is as `now` counts, in ms; 0 while it is undefined. */
export function useElapsed(since: number | undefined, now: () => number): number {
  const [seconds, tell] = useState(0);
  useEffect(() => {
    tell(0);
    if (since === undefined) return;
    const timer = setInterval(() => tell(Math.floor((now() - since) / 1_000)), 1_000);
    return () => clearInterval(timer);
  }, [since]);
  return since === undefined ? 0 : seconds;
}
