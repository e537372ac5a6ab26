import { spawn } from 'node:child_process';

import { folderOf } from '../../src/course/twin.ts';
import { inProject } from '../../src/project.server.ts';

export interface NodeTest {
  code: number | null;
  /** Tests that passed, as the runner counted them. */
  passed: number;
  output: string;
}

/** Runs `node --test` in an exercise's folder, as a teacher would in a shell. */
export function nodeTest(slug: string, flags: readonly string[]): Promise<NodeTest> {
  const child = spawn(process.execPath, [...flags, '--test', '--test-reporter=tap'], {
    cwd: inProject('lessons', folderOf(slug)),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 90_000,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', part => {
      output += part;
    });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => resolve({ code, output, passed: Number(/^# pass (\d+)$/m.exec(output)?.[1] ?? 0) }));
  });
}
