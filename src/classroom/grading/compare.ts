import * as z from 'zod/mini';

import type { CheckReport, CheckResult } from '../../checker/report.ts';
import type { Planned } from './plan.ts';

const claimSchema = z.object({
  results: z.array(z.object({ id: z.string(), status: z.string() })).check(z.maxLength(200)),
});

/** The checks that a claim says have passed; undefined when it is no report. It comes from a browser: it may be anything. */
export function claimedPasses(claimed: unknown): ReadonlySet<string> | undefined {
  const { data } = claimSchema.safeParse(claimed);
  return data && new Set(data.results.filter(({ status }) => status === 'pass').map(({ id }) => id));
}

/** The checks, in their order, that one of the two says have passed and the other does not. */
export function differences(ids: readonly string[], claimed: ReadonlySet<string>, report: CheckReport): string[] {
  const graded = new Set(report.results.filter(({ status }) => status === 'pass').map(({ id }) => id));
  return ids.filter(id => claimed.has(id) !== graded.has(id));
}

/** The report of a graded run in the lesson's own names, without the canaries. */
export function inOwnNames(report: CheckReport, plan: readonly Planned[]): CheckReport {
  const real = new Map(plan.filter(({ word }) => word === undefined).map(({ id, of }) => [id, of]));
  const results = report.results.flatMap(result => {
    const of = real.get(result.id);
    return of === undefined ? [] : { ...result, id: of, ...(result.failure && { failure: renamed(result, real) }) };
  });
  const passed = results.length === real.size && results.every(({ status }) => status === 'pass');
  return { ...report, results, passed };
}

function renamed({ failure }: CheckResult, real: ReadonlyMap<string, string>): NonNullable<CheckResult['failure']> {
  const twin = failure?.twin === undefined ? undefined : real.get(failure.twin);
  return { ...failure!, ...(twin !== undefined && { twin }) };
}

/** `passed`: one that nobody can pass has. `astray`: one did not end as it does with an honest answer. */
export type CanaryFault = 'canary-passed' | 'canary-astray';

/**
 * What the canaries tell, or undefined where each has failed with its word. Where the check that it is made of does not pass
 * either, it may fail as that does.
 */
export function canaryFault(report: CheckReport, plan: readonly Planned[]): CanaryFault | undefined {
  const verdicts = new Map(report.results.map(result => [result.id, result]));
  const canaries = plan.filter(({ word }) => word !== undefined);
  if (canaries.some(({ id }) => verdicts.get(id)?.status === 'pass')) return 'canary-passed';
  const astray = canaries.filter(({ id, of, word }) => {
    const sung = verdicts.get(id);
    const original = verdicts.get(plan.find(one => one.of === of && one.word === undefined)!.id);
    return original?.status === 'pass' && !(sung?.status === 'fail' && sung.failure?.message === word);
  });
  return astray.length > 0 ? 'canary-astray' : undefined;
}

/**
 * Whether a graded run ran out of time: its code was not loaded in time, or checks were not done, and among those that
 * differ there are no others. `report` is the run's in the lesson's own names.
 */
export function isLate(run: CheckReport, report: CheckReport, different: readonly string[]): boolean {
  if (run.interruption?.error?.code === 'LOAD_TIMEOUT') return true;
  const late = report.results.filter(({ status }) => status === 'timeout').map(({ id }) => id);
  return run.results.some(({ status }) => status === 'timeout') && different.every(id => late.includes(id));
}
