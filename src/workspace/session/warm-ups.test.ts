import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { ensurePki } from '../../pki/index.ts';
import { bundleOf, CHECKS } from '../../../testing/checker-fixture.ts';
import { exerciseSchema } from '../../course/exercise.ts';
import { createNodeRuntime } from '../../runtimes/node/node-runtime.ts';
import { runToEnd } from '../../runtimes/run-to-end.ts';
import { warmUpsOf } from './warm-ups.ts';

const STARTER = { 'double.mjs': 'export const double = n => 2 * n;' };
const exercise = (needs: string[]) =>
  exerciseSchema.parse({
    entry: 'double.mjs',
    files: { 'double.mjs': 'edit' },
    needs,
    steps: [['doubles', 'zero'], ['text']],
    attacks: ['text'],
  });

test('a lesson that needs no TLS warms up its program and its checks', () => {
  const programs = warmUpsOf(exercise(['hash']), STARTER, bundleOf(CHECKS)).map(({ program }) => program);
  expect(programs).toEqual(['work/double.mjs', 'check/run.mjs']);
});

test('a lesson about TLS shakes hands besides, without and with a client certificate', async () => {
  const folder = await ensurePki();
  const names = ['ca.crt', 'server.crt', 'server.key'];
  const pki = Object.fromEntries(
    await Promise.all(names.map(async name => [name, await readFile(join(folder, name), 'utf8')] as const)),
  );
  const round = warmUpsOf(exercise(['mutual-tls']), STARTER, { ...bundleOf(CHECKS), pki })[2]!;
  const runtime = createNodeRuntime();
  await runtime.mount(round.files);
  const { exit, text } = await runToEnd(runtime, { program: round.program });
  expect({ exit, ...text }).toMatchObject({
    exit: { reason: 'exited', code: 0 },
    stdout: 'hello undefined\nhello server.test\n',
    stderr: '',
  });
});
