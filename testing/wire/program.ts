import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

/** Longer takes no program here; what does is ended. */
const MOST_SECONDS = '20';

/** What is said to a program, and what has to be heard before the next is said: commands count only at the beginning of what it reads. */
export type Line = readonly [say: string, hear: RegExp];

/** Runs a program to its end; `heard` is what it and whoever it talks to have said so far. */
export async function run(
  command: string,
  args: readonly string[],
  lines: readonly Line[] = [],
  heard = { text: '' },
): Promise<void> {
  const child = spawn('timeout', [MOST_SECONDS, command, ...args], { stdio: 'pipe' });
  child.stdin.on('error', () => undefined);
  const closed = once(child, 'close');
  for (const output of [child.stdout, child.stderr]) output.on('data', text => (heard.text += String(text)));
  for (const [say, hear] of lines) {
    heard.text = '';
    child.stdin.write(say);
    while (!hear.test(heard.text) && child.exitCode === null) await Promise.race([closed, pause(10)]);
  }
  if (lines.length === 0) child.stdin.end();
  await closed;
}
