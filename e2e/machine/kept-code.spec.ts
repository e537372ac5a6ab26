import { checkRehearsal, runChecks } from '../../src/checker/run-checks.ts';
import { createNodeRuntime } from '../../src/runtimes/node/node-runtime.ts';
import type { Runtime } from '../../src/runtimes/runtime.ts';
import { lessonSlugs, loadLesson, type Lesson } from '../../scripts/lessons/load.ts';
import { expect, runProgram, test } from './test.ts';

/**
 * A reset keeps the WebAssembly that the emulator has made of the guest's code. Were it kept wrongly, a warm machine
 * would compute something else than a cold one, and than a processor.
 */
test.describe.configure({ timeout: 300_000 });

const ROUNDS = 6;
const SEED = 'c01dc01dc01d';

for (const slug of await lessonSlugs()) {
  test(`all that the checks of "${slug}" say is the same on a cold machine and on a warm one`, async ({ machine }) => {
    const lesson = await loadLesson(slug);
    const runtime = await machine.runtimes.create();
    const cold = await everythingSaid(runtime, lesson);
    expect(cold.passed).toBe(true);
    for (let round = 0; round < ROUNDS; round++) {
      expect(await everythingSaid(runtime, lesson), `round ${round} on the warm machine`).toEqual(cold);
    }
  });
}

test('arithmetic, ciphers, hashes, signatures and text come out as on a processor, cold and warm', async ({ machine }) => {
  const native = createNodeRuntime();
  const right = (await runProgram(native, KNOWN)).text.stdout;
  await native.dispose();
  expect(right.split('\n').length).toBeGreaterThan(10);
  const runtime = await machine.runtimes.create();
  for (let round = 0; round < ROUNDS; round++) {
    const { text, exit } = await runProgram(runtime, KNOWN);
    expect({ ...text, exit }, `round ${round}`).toMatchObject({ stdout: right, stderr: '', exit: { reason: 'exited', code: 0 } });
  }
});

test('a run finds nothing of the rehearsals before it, and breaks off the one under way', async ({ machine }) => {
  const lesson = await loadLesson('aead');
  const runtime = await machine.runtimes.create();
  await runtime.boot();
  runtime.rehearse([checkRehearsal(lesson.starter, lesson.bundle), {
    program: 'work/loop.mjs', files: { 'work/loop.mjs': 'for (;;) console.log("rehearsing");' },
  }]);
  for (let round = 0; round < ROUNDS; round++) {
    const { text, exit } = await runProgram(runtime, `
      import { readdirSync } from 'node:fs';
      console.log(readdirSync('..', { recursive: true }).join(' '));
    `);
    expect({ ...text, exit }).toMatchObject({ stdout: 'work work/main.mjs\n', stderr: '', exit: { reason: 'exited', code: 0 } });
  }
});

/** One Check of the solution: verdicts, evidence and output, without what is random in it. */
async function everythingSaid(runtime: Runtime, { exercise, solution, bundle }: Lesson) {
  const printed: Record<string, string> = { stdout: '', stderr: '' };
  const { results, passed } = await runChecks({
    runtime, work: solution, bundle, ids: exercise.steps.flat(), seed: SEED,
    onEvent: (event) => {
      if (event.type === 'output') printed[event.stream] += new TextDecoder().decode(event.bytes);
    },
  });
  return { passed, results: withoutChance(results), printed: withoutChance(printed) };
}

/** Keys, nonces and ports are drawn anew in each run; what is drawn is a number, or hex. */
function withoutChance(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replace(/[0-9a-f]{8,}/g, 'hex').replace(/(?<![\w"])\d+/g, '0')) as unknown;
}

/** Nothing in it is random, so that every line has one right value. */
const KNOWN = `
import crypto from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';

const data = Buffer.from(Array.from({ length: 40_000 }, (_, i) => (i * i + 7 * i) % 251));
const say = (name, value) => console.log(name, Buffer.isBuffer(value) ? value.toString('hex').slice(-64) : value);
for (const hash of ['md5', 'sha1', 'sha256', 'sha384', 'sha512', 'sha3-256', 'blake2b512']) {
  say(hash, crypto.createHash(hash).update(data).digest());
}
const key = data.subarray(0, 32);
for (const [cipher, iv] of [['aes-256-gcm', 12], ['chacha20-poly1305', 12], ['aes-256-cbc', 16], ['aes-256-ctr', 16]]) {
  const seal = crypto.createCipheriv(cipher, key, data.subarray(100, 100 + iv), { authTagLength: 16 });
  say(cipher, Buffer.concat([seal.update(data), seal.final(), seal.getAuthTag?.() ?? Buffer.alloc(0)]));
}
say('scrypt', crypto.scryptSync('password', 'salt', 32, { N: 256, r: 8, p: 1 }));
say('hkdf', Buffer.from(crypto.hkdfSync('sha256', key, 'salt', 'info', 64)));
const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), key]);
say('ed25519', crypto.sign(null, data, crypto.createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })));
const ecdh = crypto.createECDH('prime256v1');
ecdh.setPrivateKey(key);
say('p256', ecdh.computeSecret(ecdh.getPublicKey()));
say('zlib', inflateSync(deflateSync(data)).equals(data));

let [float, whole, big] = [1, 1, 3n];
for (let i = 1; i <= 20_000; i++) {
  float = Math.sin(float * i) + Math.sqrt(i) / (1 + Math.abs(float)) - Math.fround(float) * 1e-3;
  whole = (Math.imul(whole, 1664525) + 1013904223) ^ (whole >>> 7);
  if (i % 500 === 0) big = big ** 2n % (2n ** 521n - 1n) + BigInt(i);
}
say('floats', float);
say('integers', whole);
say('big', big.toString(16).slice(-40));
say('numbers as text', [0.1 + 0.2, 1e21, 5e-324, -0, 123456789.125].map(String).join(' '));
const text = Array.from({ length: 500 }, (_, i) => String.fromCodePoint(0xac00 + i * 7)).join('').normalize('NFD');
say('text', crypto.createHash('sha256').update(text.normalize('NFC') + text.toUpperCase()).digest());
say('patterns', JSON.stringify('a1b22c333'.repeat(50).replace(/([a-z])(\\d+)/g, (_, a, n) => n.length + a)).length);
say('sorted', crypto.createHash('sha256').update(JSON.stringify([...data].sort((a, b) => a - b))).digest());
`;
