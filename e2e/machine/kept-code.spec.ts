import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { checkWarmUp, runChecks } from '../../src/checker/run-checks.ts';
import { runToEnd } from '../../src/runtimes/run-to-end.ts';
import type { Runtime } from '../../src/runtimes/runtime.ts';
import { lessonSlugs, loadLesson, type Lesson } from '../../src/course/disk/load.server.ts';
import { drawn } from '../../testing/proof/proofs.ts';
import { expect, runProgram, test } from './test.ts';

/**
 * A reset keeps the WebAssembly that the emulator has made of the guest's code. Were it kept wrongly, a warm machine
 * would compute something else than a cold one.
 */
test.describe.configure({ timeout: 300_000 });

const ROUNDS = 3;
const SEED = 'c01dc01dc01d';

// Each takes a minute and more.
for (const slug of drawn(await lessonSlugs(), 1)) {
  const lesson = await loadLesson(slug);
  test(`all that the checks of "${lesson.slug}" say is the same on a cold machine and on a warm one`, async ({
    machine,
  }) => {
    const runtime = await machine.runtimes.create();
    const cold = await everythingSaid(runtime, lesson);
    expect(cold.passed).toBe(true);
    for (let round = 0; round < ROUNDS; round++) {
      expect(await everythingSaid(runtime, lesson), `round ${round} on the warm machine`).toEqual(cold);
    }
  });
}

test('hashes, ciphers, curves, floats and text come out the same cold, warm and on this computer', async ({
  machine,
}) => {
  const path = new URL('../../testing/machine/fixture/arithmetic.mjs', import.meta.url).pathname;
  const main = readFileSync(path, 'utf8');
  const native = execFileSync(process.execPath, [path], { encoding: 'utf8' });
  expect(native.split('\n').length).toBeGreaterThan(20);
  const runtime = await machine.runtimes.create();
  for (let round = 0; round < 2 * ROUNDS; round++) {
    const { text } = await runProgram(runtime, main);
    expect(text, `round ${round}`).toMatchObject({ stdout: native, stderr: '' });
  }
});

test('a run finds nothing of the warm-ups before it, and breaks off the one under way', async ({ machine }) => {
  const lesson = await loadLesson('aead');
  const runtime = await machine.runtimes.create();
  await runtime.boot();
  runtime.warmUp([
    checkWarmUp(lesson.starter, lesson.bundle),
    {
      program: 'work/loop.mjs',
      files: { 'work/loop.mjs': 'for (;;) console.log("warmingUp");' },
    },
  ]);
  for (let round = 0; round < ROUNDS; round++) {
    const { text, exit } = await runProgram(
      runtime,
      `
      import { readdirSync } from 'node:fs';
      console.log(readdirSync('..', { recursive: true }).join(' '));
    `,
    );
    expect({ ...text, exit }).toMatchObject({
      stdout: 'work work/main.mjs\n',
      stderr: '',
      exit: { reason: 'exited', code: 0 },
    });
  }
});

test('files written before the run that asks for them look as if written for it', async ({ machine }) => {
  const main = `
    import { readFileSync, readdirSync, statSync } from 'node:fs';
    for (const name of readdirSync('..', { recursive: true })) {
      const { mode, uid, nlink, size, mtimeMs } = statSync('../' + name);
      console.log(name, mode.toString(8), uid, nlink, size, Math.abs(Date.now() - mtimeMs) < 120_000);
    }
    console.log(readFileSync('draft.txt', 'utf8'));
  `;
  const files = (draft: string): Record<string, string> => ({
    'package.json': '{"type":"module"}',
    'work/pki/ca.crt': 'certificate',
    'work/main.mjs': main,
    'work/draft.txt': draft,
    'check/run.mjs': 'check',
    'check/pki/ca.key': 'key',
  });
  const runtime = await machine.runtimes.create();
  const list = async (draft: string): Promise<string> => {
    await runtime.mount(files(draft));
    const { text, exit } = await runToEnd(runtime, { program: 'work/main.mjs' });
    expect({ exit, stderr: text.stderr }).toEqual({ exit: { reason: 'exited', code: 0 }, stderr: '' });
    return text.stdout;
  };
  const first = await list('one');
  expect(first).toMatch(/work\/draft\.txt 100644 1000 1 3 true\n[^]*one\n$/);
  expect(await list('one')).toBe(first);
  expect(await list('two')).toBe(first.replace('one', 'two'));
  expect(await list('')).toBe(first.replace('txt 100644 1000 1 3', 'txt 100644 1000 1 0').replace('one', ''));
});

/** One Check of the solution: verdicts, evidence and output, without what is random in it. */
async function everythingSaid(runtime: Runtime, { exercise, solution, bundle }: Lesson) {
  const printed: Record<string, string> = { stdout: '', stderr: '' };
  await runtime.boot();
  const { results, passed } = await runChecks({
    runtime,
    work: solution,
    bundle,
    ids: exercise.steps.flat(),
    seed: SEED,
    onEvent: event => {
      if (event.type === 'output') printed[event.stream] += new TextDecoder().decode(event.bytes);
    },
  });
  return { passed, results: withoutChance(results), printed: withoutChance(printed) };
}

/**
 * Keys, salts, nonces and ports are drawn anew in each run, as hex, as base64 of 16 bytes and more, as numbers; and how
 * many bytes were under way when something happened is a matter of speed.
 */
function withoutChance(value: unknown): unknown {
  const text = JSON.stringify(value)
    .replace(/[0-9a-f]{8,}/g, 'hex')
    .replace(/\$[\w-]{22,}/g, '$base64')
    .replace(/\b\d+ bytes/g, '0 bytes');
  return JSON.parse(text.replace(/(?<![\w"])\d+/g, '0')) as unknown;
}
