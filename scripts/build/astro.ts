import { spawn } from 'node:child_process';

import { inProject } from '../../src/project.server.ts';

/** Runs the site generator; rejects with all it said when it does not succeed, is silent otherwise. */
export function runAstro(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [inProject('node_modules', 'astro', 'bin', 'astro.mjs'), ...args], {
    cwd: inProject(),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', part => {
      said += part;
    });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => (code === 0 ? resolve() : reject(new Error(said.trim()))));
  });
}
