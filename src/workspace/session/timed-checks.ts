import type { CheckEvent, CheckReport } from '../../checker/report.ts';
import { runChecks, type CheckRequest } from '../../checker/run-checks.ts';
import { WHOLE, type UsualTimes } from './usual-times.ts';

/** `runChecks`, which notes how long each check took that got to a verdict of its own, and all of them where all ran. */
export async function timedChecks(
  request: CheckRequest,
  now: () => number,
  times: UsualTimes | undefined,
): Promise<CheckReport> {
  const began = now();
  let last = began;
  const time = (event: CheckEvent): void => {
    if (event.type === 'running') last = now();
    // A limit says how long was waited, and an exception comes sooner than an answer.
    if (event.type !== 'result' || !['pass', 'fail'].includes(event.result.status)) return;
    times?.note(event.result.id, now() - last);
  };
  const report = await runChecks({
    ...request,
    onEvent: event => {
      if (!request.signal?.aborted) time(event);
      request.onEvent?.(event);
    },
  });
  if (!report.only && !report.interruption) times?.note(WHOLE, now() - began);
  return report;
}
