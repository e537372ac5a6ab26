import type { Exit } from '../../src/runtimes/runtime.ts';
import { readProbeWorkspace } from '../../src/runtimes/probe/probe-workspace.ts';
import { proveCapabilities } from '../../src/runtimes/probe/probe.ts';
import { machineCode } from '../support/machine-code.ts';
import { preparePage } from '../../testing/machine/browser.ts';
import { serveSite } from '../../testing/machine/site.ts';
import { expect, runProgram, test } from './test.ts';

test.describe.configure({ timeout: 120_000 });

test('every capability it claims answers rightly in it', async ({ booted: { runtime } }) => {
  test.slow();
  const proofs = await proveCapabilities(runtime, await readProbeWorkspace());
  const claimed = Object.fromEntries([...runtime.capabilities].map(capability => [capability, { ok: true }]));
  expect(Object.fromEntries(proofs)).toEqual(claimed);
});

test('two restores of one saved state share no randomness, and know the time', async ({ booted: { runtime } }) => {
  const runs: Record<string, string>[] = [];
  for (const _ of [1, 2]) {
    const before = Date.now();
    const { text, exit } = await runProgram(runtime, RANDOM);
    expect({ exit, stderr: text.stderr }).toEqual({ exit: { reason: 'exited', code: 0 }, stderr: '' });
    const { time, ...values } = JSON.parse(text.stdout) as Record<string, string>;
    expect(Number(time)).toBeGreaterThan(before - 1_000);
    expect(Number(time)).toBeLessThan(Date.now() + 1_000);
    runs.push(values);
  }
  const [first, second] = runs;
  expect(Object.keys(first!).length).toBe(11);
  for (const name of Object.keys(first!)) expect(second![name], `${name} must differ`).not.toBe(first![name]);
});

test('two machines in one page share no randomness either', async ({ machine }) => {
  const values = await Promise.all(
    [1, 2].map(async () => {
      const { text } = await runProgram(
        await machine.runtimes.create(),
        `
      import { randomUUID } from 'node:crypto';
      console.log(randomUUID() + ' ' + Math.random());
    `,
      );
      return text.stdout.split(' ');
    }),
  );
  expect(values[0]![0]).not.toBe(values[1]![0]);
  expect(values[0]![1]).not.toBe(values[1]![1]);
});

test('it needs no SharedArrayBuffer and no isolation, and runs over plain http on an address', async ({
  page,
  site: _built,
}) => {
  const site = await serveSite('127.0.0.2');
  try {
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'SharedArrayBuffer'));
    const { runtimes, complaints } = await preparePage(page, site.url);
    const found = await page.evaluate(() => [crossOriginIsolated, typeof SharedArrayBuffer, location.protocol]);
    expect(found).toEqual([false, 'undefined', 'http:']);
    const { text } = await runProgram(await runtimes.create(), `console.log('over plain http')`);
    expect(text.stdout).toBe('over plain http\n');
    expect(complaints).toEqual([]);
  } finally {
    await site.close();
  }
});

test('it works where the page is no secure context, and so keeps nothing and checks no digest', async ({
  page,
  site,
}) => {
  // What a browser takes away over http on a LAN address; every address of this computer counts as secure.
  await page.route('**/*.js', async route => {
    const response = await route.fetch();
    const insecure = `for (const name of ['caches', 'isSecureContext']) Reflect.deleteProperty(globalThis, name);
      Reflect.deleteProperty(Crypto.prototype, 'subtle'); globalThis.wasMadeInsecure = true;\n`;
    await route.fulfill({ response, body: insecure + (await response.text()) });
  });
  const { runtimes } = await preparePage(page, site.url);
  expect(await page.evaluate(() => [typeof caches, typeof crypto.subtle])).toEqual(['undefined', 'undefined']);
  const { text } = await runProgram(await runtimes.create(), `console.log('insecure, but running')`);
  expect(text.stdout).toBe('insecure, but running\n');
});

test('a worker that dies in the middle of a run ends it as lost, and the next run works', async ({ machine, page }) => {
  const runtime = await machine.runtimes.create({ pingInterval: 200 });
  await runtime.mount({ 'work/main.mjs': `console.log('looping'); for (;;);` });
  let killed = false;
  const exit: Exit = await runtime.run({
    program: 'work/main.mjs',
    onOutput: () => {
      if (!killed) void page.evaluate(() => globalThis.workers.at(-1)?.terminate());
      killed = true;
    },
  }).exit;
  expect(exit).toEqual({ reason: 'lost', code: null, message: expect.stringContaining('without an answer') });
  const { text } = await runProgram(runtime, `console.log('replaced')`);
  expect(text.stdout).toBe('replaced\n');
  expect(await page.evaluate(() => globalThis.workers.length)).toBe(2);
});

/** What v86 0.5.462 panics at: `enter` with a frame where no stack is, and `iret` to a code segment that there is not. */
for (const [name, code] of [
  ['enter', 'bc00000000c8000001'],
  ['iret', 'cf'],
] as const) {
  test(`machine code that the emulator breaks at (${name}) ends its run as lost, and the next run works`, async ({
    booted: { runtime },
  }) => {
    const { exit, text } = await runProgram(runtime, machineCode(code));
    expect(exit).toEqual({ reason: 'lost', code: null, message: expect.stringContaining('emulator') });
    expect(text.stdout).toBe('here we go\n');
    expect((await runProgram(runtime, `console.log('replaced')`)).text.stdout).toBe('replaced\n');
  });
}

test('an endless loop in the guest keeps neither the page nor the worker from answering', async ({
  booted: { runtime, page },
}) => {
  await runtime.mount({ 'work/main.mjs': `console.log('looping'); for (;;);` });
  const looping = Promise.withResolvers<void>();
  const controller = new AbortController();
  const run = runtime.run({ program: 'work/main.mjs', signal: controller.signal, onOutput: () => looping.resolve() });
  await looping.promise;
  const longest = await page.evaluate(async () => {
    const worker = globalThis.workers.at(-1)!;
    let most = 0;
    for (let i = 0; i < 50; i++) {
      const from = performance.now();
      await new Promise(resolve => {
        worker.addEventListener('message', resolve, { once: true });
        worker.postMessage({ type: 'ping' });
      });
      most = Math.max(most, performance.now() - from);
    }
    return most;
  });
  expect(longest).toBeLessThan(1_000);
  const from = performance.now();
  controller.abort();
  expect((await run.exit).reason).toBe('aborted');
  expect(performance.now() - from).toBeLessThan(2_000);
});

test('a flood of output reaches the page whole, in no more than one message a frame', async ({
  booted: { runtime, page },
}) => {
  await runtime.mount({
    'work/main.mjs': `
    const line = 'x'.repeat(4000) + '\\n';
    const more = () => process.stdout.write(line, more);
    more();
  `,
  });
  const seen = await page.evaluate(async () => {
    const here = [...globalThis.runtimes.values()][0]!;
    let messages = 0;
    let bytes = 0;
    globalThis.workers.at(-1)!.addEventListener('message', ({ data }: MessageEvent<{ type: string }>) => {
      if (data.type === 'output') messages++;
    });
    const from = performance.now();
    const run = here.run({
      program: 'work/main.mjs',
      onOutput: (_, part) => {
        bytes += part.length;
      },
    });
    const { reason } = await run.exit;
    return { reason, bytes, messages, frames: (performance.now() - from) / 16 };
  });
  expect(seen.reason).toBe('output-limit');
  expect(seen.bytes).toBe(1024 * 1024);
  expect(seen.messages).toBeLessThanOrEqual(seen.frames + 2);
});

test('a path outside the workspace is refused in the page itself', async ({ booted: { page } }) => {
  const message = await page.evaluate(() => {
    try {
      [...globalThis.runtimes.values()][0]!.run({ program: '../main.mjs' });
      return 'not refused';
    } catch (error) {
      return String(error);
    }
  });
  expect(message).toContain('TypeError: program path "../main.mjs" leaves the workspace');
});

/** Prints one value of every source of randomness a lesson uses, and the time. */
const RANDOM = `
import crypto from 'node:crypto';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import tls from 'node:tls';

const last = (bytes) => Buffer.from(bytes).subarray(-8).toString('hex');
const values = {
  time: Date.now(),
  randomBytes: last(crypto.randomBytes(8)),
  randomUUID: crypto.randomUUID(),
  uncachedUUID: crypto.randomUUID({ disableEntropyCache: true }),
  randomInt: crypto.randomInt(2 ** 40),
  webcrypto: last(globalThis.crypto.getRandomValues(new Uint8Array(8))),
  ed25519: last(crypto.generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' })),
  p256: last(crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'der' })),
  math: Math.random(),
  kernel: readFileSync('/proc/sys/kernel/random/uuid', 'utf8').trim(),
};
// A server that only listens to the ClientHello: RFC 8446, 4.1.2 puts 32 random bytes 11 bytes into its record.
net.createServer((socket) => socket.once('data', (hello) => {
  values.clientRandom = hello.subarray(11, 43).toString('hex');
  values.keyShare = last(hello);
  console.log(JSON.stringify(values));
  process.exit(0);
})).listen(0, '127.0.0.1', function () {
  tls.connect({ port: this.address().port, host: '127.0.0.1' }).on('error', () => {});
});
`;
