import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

import { inProject } from '../../src/project.server.ts';
import { NOTHING, tallyOfPlaywright, tallyOfVitest, type Tally } from './tally.ts';

const FAILED: Tally = { ...NOTHING, failed: 1 };

/** Runs a program of node_modules with this terminal; resolves with its exit code. */
async function run(file: string, args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  const child = spawn(process.execPath, [inProject('node_modules', file), ...args], {
    cwd: inProject(),
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => resolve(code ?? 1));
  });
}

/** A program without tests of its own: nothing to count, unless it fails. */
export async function checker(file: string, args: readonly string[]): Promise<Tally> {
  return (await run(file, args, { ASTRO_TELEMETRY_DISABLED: '1' })) === 0 ? NOTHING : FAILED;
}

export function vitest(project: string, ...filters: string[]): Promise<Tally> {
  return counted(`${project}.json`, tallyOfVitest, report =>
    run('vitest/vitest.mjs', [
      'run',
      ...filters,
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ]),
  );
}

export function playwright(...filters: string[]): Promise<Tally> {
  return counted('browser.json', tallyOfPlaywright, report =>
    run('@playwright/test/cli.js', ['test', '--reporter=list,json', ...filters], {
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    }),
  );
}

/** What a runner told last: `<project>.json` is Vitest's, `browser.json` Playwright's. */
export function readReport(name: string): Promise<string> {
  return readFile(inProject('.cache', 'test', name), 'utf8');
}

/** The runner's own report decides; without one, or against its exit code, the stage has failed. */
async function counted(
  name: string,
  read: (json: string) => Tally,
  runner: (report: string) => Promise<number>,
): Promise<Tally> {
  const report = inProject('.cache', 'test', name);
  await mkdir(dirname(report), { recursive: true });
  await rm(report, { force: true });
  const code = await runner(report);
  try {
    const tally = read(await readReport(name));
    return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
  } catch {
    return FAILED;
  }
}
