import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';

import { inProject } from '../../src/project.server.ts';
import { testsOfPlaywright, testsOfVitest, type ToldTest } from './reports.ts';
import { NOTHING, tallyOfPlaywright, tallyOfVitest, type Tally } from './tally.ts';

/** What came of a program: the count, and each of its tests where it has any. */
export interface Result extends Tally {
  tests?: readonly ToldTest[];
}

const FAILED: Result = { ...NOTHING, failed: 1 };

/** Runs a program of node_modules with this terminal; resolves with its exit code. */
function run(file: string, args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  const child = spawn(process.execPath, [inProject('node_modules', file), ...args], {
    cwd: inProject(),
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  return ended(child);
}

async function ended(child: ChildProcess): Promise<number> {
  const [code] = (await once(child, 'close')) as [number | null];
  return code ?? 1;
}

/** A program of ours beside which others run, and go first; each of its lines begins with `name`. */
export async function background(name: string, file: string): Promise<Result> {
  const child = spawn(process.execPath, [inProject(file)], { cwd: inProject(), stdio: ['ignore', 'pipe', 'pipe'] });
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  for (const input of [child.stdout, child.stderr])
    createInterface({ input }).on('line', line => console.log(`${name}: ${line}`));
  return (await ended(child)) === 0 ? NOTHING : FAILED;
}

/** A program without tests of its own: nothing to count, unless it fails. */
export async function checker(file: string, args: readonly string[]): Promise<Result> {
  return (await run(file, args, { ASTRO_TELEMETRY_DISABLED: '1' })) === 0 ? NOTHING : FAILED;
}

/** What a runner is told besides what it always is. */
export interface RunnerOptions {
  args?: readonly string[];
  env?: Record<string, string>;
}

/** `args` begin with Vitest's command: `run` unless told. */
export function vitest(project: string, { args = ['run'], env }: RunnerOptions = {}): Promise<Result> {
  const always = ['--project', project, '--reporter=default', '--reporter=json'];
  return counted(`${project}.json`, fromVitest, report =>
    run('vitest/vitest.mjs', [...args, ...always, `--outputFile.json=${report}`], env),
  );
}

export function playwright({ args = [], env }: RunnerOptions = {}): Promise<Result> {
  return counted('browser.json', fromPlaywright, report =>
    run('@playwright/test/cli.js', ['test', '--reporter=list,json', ...args], {
      ...env,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    }),
  );
}

/** What a runner told last: `<project>.json` is Vitest's, `browser.json` Playwright's. */
export function readReport(name: string): Promise<string> {
  return readFile(inProject('.cache', 'test', name), 'utf8');
}

const fromVitest = (json: string): Result => ({ ...tallyOfVitest(json), tests: testsOfVitest(json) });
const fromPlaywright = (json: string): Result => ({ ...tallyOfPlaywright(json), tests: testsOfPlaywright(json) });

/** The runner's own report decides; without one, or against its exit code, the stage has failed. */
async function counted(
  name: string,
  read: (json: string) => Result,
  runner: (report: string) => Promise<number>,
): Promise<Result> {
  const report = inProject('.cache', 'test', name);
  await mkdir(dirname(report), { recursive: true });
  await rm(report, { force: true });
  const code = await runner(report);
  try {
    const result = read(await readReport(name));
    return code !== 0 && result.failed === 0 ? withRunnerItself(result, code) : result;
  } catch {
    return FAILED;
  }
}

/** For instance an error that was thrown after the test that caused it had ended. */
function withRunnerItself({ tests = [], ...tally }: Result, code: number): Result {
  const failure = `exit code ${code}, though no test failed: search its output above for "Unhandled"`;
  return { ...tally, failed: 1, tests: [...tests, { name: 'the runner itself', ms: 0, flaky: false, failure }] };
}
