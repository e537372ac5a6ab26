import { seconds } from '../../../src/steps.server.ts';
import type { Times } from '../times.ts';

/** What `npm run simulate` has measured, and where. */
export interface Simulated {
  /** Of all lessons. */
  lessons: number;
  /** Those of them that are not there yet. */
  added: number;
  /** Stages of `npm test`, of which only the tests that go through all lessons have run, but for the build. */
  times: Times;
}

/**
 * Milliseconds that each stage of `npm test` would take with so many lessons: what it took here when it last ran, and
 * besides for the lessons that are not there yet their share of what was simulated. Undefined where it never ran.
 */
export function estimate(stages: readonly string[], now: Times, simulated: Simulated): Map<string, number | undefined> {
  const { lessons, added, times } = simulated;
  return new Map(
    stages.map(id => {
      const [today, then] = [now[id], times[id] ?? 0];
      if (id === 'build') return [id, times[id] ?? today];
      return [id, today === undefined ? undefined : today + (then * added) / lessons];
    }),
  );
}

/** The estimate in a table, with its sum; stages that nobody has measured are named, and not in it. */
export function formatEstimate(lessons: number, estimated: ReadonlyMap<string, number | undefined>): string {
  const known = [...estimated].filter((entry): entry is [string, number] => entry[1] !== undefined);
  const missing = [...estimated.keys()].filter(id => estimated.get(id) === undefined);
  const sum = known.reduce((all, [, ms]) => all + ms, 0);
  const left =
    missing.length > 0 ? `; not counted, because npm test has never run them here: ${missing.join(', ')}` : '';
  return [
    `The whole npm test with ${lessons} lessons, on a computer as this one${left}`,
    ...[...known, ['in all', sum] as const].map(([id, ms]) => `  ${id.padEnd(14)} ${seconds(0, ms).padStart(14)}`),
  ].join('\n');
}
