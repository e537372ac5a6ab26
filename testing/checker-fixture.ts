import { readFileSync } from 'node:fs';

import type { ExerciseBundle, FileMap } from '../src/course/workspace.ts';
import { createNodeRuntime } from '../src/runtimes/node/node-runtime.ts';
import type { CheckEvent, CheckReport } from '../src/checker/report.ts';
import { runChecks, type CheckLimits } from '../src/checker/run-checks.ts';

const harness = Object.fromEntries(
  ['chance.mjs', 'clock.mjs', 'harness.mjs', 'lock.mjs', 'report.mjs', 'run.mjs', 'wire.mjs'].map(name => [
    name,
    readFileSync(new URL(`../harness/${name}`, import.meta.url), 'utf8'),
  ]),
);

/** An exercise of one function, `double(n)`, for tests of the checker; `checks` replaces its checks. */
export function bundleOf(checks: string, pki: FileMap = {}): ExerciseBundle {
  const checkPki = Object.fromEntries(Object.entries(pki).map(([name, text]) => [`pki/${name}`, text]));
  return { slug: 'double', pki: {}, check: { ...harness, 'double.test.mjs': checks, ...checkPki } };
}

/** Two visible checks and an attack on `double`. */
export const CHECKS = `
import { attack, check } from '#check';
import { double } from '#work/double.mjs';

check('doubles', async t => {
  const n = t.int(1, 1000);
  t.equal(await double(n), 2 * n, 'double(n)');
});
check('zero', async t => t.equal(await double(0), 0));
attack('text', { legit: 'doubles' }, async t => {
  t.evidence('sent', t.bytes(4));
  await t.refuses(() => double('7'), 'text is refused');
});
`;
export const IDS = ['doubles', 'zero', 'text'];

export interface Checked {
  report: CheckReport;
  events: CheckEvent[];
  /** `id: status` of every result. */
  verdicts: Record<string, string>;
  printed: string;
}

/** Runs the checks against `work` in real Node, in a new process. */
export async function checked(
  work: string | FileMap,
  {
    checks = CHECKS,
    ids = IDS,
    pki,
    ...options
  }: {
    checks?: string;
    ids?: readonly string[];
    only?: readonly string[];
    pki?: FileMap;
    limits?: CheckLimits;
    signal?: AbortSignal;
    seed?: string;
    onEvent?: (event: CheckEvent) => void;
  } = {},
): Promise<Checked> {
  const events: CheckEvent[] = [];
  const runtime = createNodeRuntime();
  const report = await runChecks({
    runtime,
    work: typeof work === 'string' ? { 'double.mjs': work } : work,
    bundle: bundleOf(checks, pki),
    ids,
    ...options,
    onEvent: event => {
      events.push(event);
      options.onEvent?.(event);
    },
  });
  await runtime.dispose();
  const output = events.flatMap(event => (event.type === 'output' ? [Buffer.from(event.bytes)] : []));
  return {
    report,
    events,
    verdicts: Object.fromEntries(report.results.map(({ id, status }) => [id, status])),
    printed: Buffer.concat(output).toString(),
  };
}
