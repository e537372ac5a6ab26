import { afterAll, beforeAll, expect, test } from 'vitest';

import { NOTHING_RECORDED, withNews } from '../src/runtimes/recorded.ts';
import type { Recorded } from '../src/runtimes/runtime.ts';
import { createRecorder } from '../src/runtimes/vm/recorder.ts';
import { imageForTests } from './build.ts';
import { Machine } from './machine.ts';

let machine: Machine;
beforeAll(async () => {
  machine = await Machine.fromImage(await imageForTests());
});
afterAll(() => machine?.destroy());

interface Said extends Recorded {
  /** Letters of the frames that came. */
  letters: Set<string>;
  out: string;
  err: string;
  code: number;
  millions: number;
}

/** Runs a program on a fresh machine, recorded unless told. */
async function run(main: string, record = true): Promise<Said> {
  await machine.reset();
  const take = createRecorder();
  const letters = new Set<string>();
  let all = NOTHING_RECORDED;
  const stop = machine.onFrame(frame => {
    letters.add(frame.type);
    all = withNews(all, take(frame) ?? NOTHING_RECORDED);
  });
  const { done } = machine.run({ files: { 'work/main.mjs': main }, record, timeoutMs: 110_000 });
  const { stdout, stderr, exit, instructions } = await done.finally(stop);
  return { ...all, letters, out: String(stdout), err: String(stderr), code: exit.code, millions: instructions / 1e6 };
}

/** A server and a client of TLS in one program: `then` comes when the server has heard what the client says. */
const tls = (then = '', first = ''): string => `
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:tls';
const read = name => readFileSync('/opt/handshake/pki/' + name);
const server = createServer({ key: read('server.key'), cert: read('server.crt') });
await once(server.listen(0, '127.0.0.1'), 'listening');
const client = connect({ port: server.address().port, host: '127.0.0.1', servername: 'localhost', ca: read('ca.crt') });
${first}
const [served] = await once(server, 'secureConnection');
client.end('hello');
console.log(String((await once(served, 'data'))[0]));
${then}
served.end();
server.close();
`;

test('nothing is told of a run that is not recorded', async () => {
  const { letters, out } = await run(tls(), false);
  expect(out).toBe('hello\n');
  for (const letter of ['w', 'k', 'c']) expect(letters).not.toContain(letter);
});

test('a program can neither see nor forge packets, and of secrets only its own', async () => {
  const invented = `CLIENT_RANDOM ${'ab'.repeat(32)} ${'cd'.repeat(48)}\n`;
  const { out, packets, keyLog, dropped, cut } = await run(`
    import { readdirSync, readFileSync, writeSync } from 'node:fs';
    console.log('w run0 13\\n' + '\\0'.repeat(13));
    for (const look of [() => readdirSync('/proc/1/fd'), () => readFileSync('/proc/1/mem'), () => readFileSync('/dev/hvc0')]) {
      try { look(); console.log('seen'); } catch (error) { console.log(error.code); }
    }
    writeSync(6, 'anything\\n' + ${JSON.stringify(invented)});
  `);
  expect(out.split('\n').slice(-4)).toEqual([...Array<string>(3).fill('EACCES'), '']);
  expect({ packets, keyLog, dropped, cut }).toEqual({ packets: [], keyLog: invented, dropped: 0, cut: false });
});

test('the secrets are recorded without a listener, and one that a program has hears the same', async () => {
  const count = `console.log(client.listenerCount('keylog'), served.listenerCount('keylog'), server.listenerCount('keylog'));`;
  const { out, keyLog } = await run(tls(count));
  expect(out).toBe('hello\n0 0 0\n');
  const labels = keyLog
    .trimEnd()
    .split('\n')
    .map(line => line.split(' ')[0]);
  expect(labels.sort()).toEqual([
    'CLIENT_HANDSHAKE_TRAFFIC_SECRET',
    'CLIENT_TRAFFIC_SECRET_0',
    'EXPORTER_SECRET',
    'SERVER_HANDSHAKE_TRAFFIC_SECRET',
    'SERVER_TRAFFIC_SECRET_0',
  ]);
  const heard = await run(tls('', `client.on('keylog', line => void process.stdout.write(line));`));
  expect(heard.out.replace('hello\n', '').split('\n').sort()).toEqual(heard.keyLog.split('\n').sort());
});

test.each([
  ['throws', 'null.x;'],
  ['is killed', `process.kill(process.pid, 'SIGKILL');`],
  ['exits', 'process.exit(3);'],
])('what a program sent before it %s is recorded', async (_, how) => {
  const { out, code, packets, keyLog } = await run(tls(how));
  expect(out).toBe('hello\n');
  expect(code).not.toBe(0);
  expect(packets.length).toBeGreaterThan(8);
  expect(keyLog).toContain('SERVER_TRAFFIC_SECRET_0');
});

test('it costs little of a run of TLS', async () => {
  const millions = { off: [] as number[], on: [] as number[] };
  for (let round = 0; round < 3; round++) {
    millions.off.push((await run(tls(), false)).millions);
    millions.on.push((await run(tls())).millions);
  }
  const [off, on] = [millions.off, millions.on].map(all => all.sort((one, other) => one - other)[1]!) as [
    number,
    number,
  ];
  console.log(
    `a run of TLS: ${off.toFixed(1)} million instructions, recorded ${on.toFixed(1)}: ${(on / off).toFixed(3)} times`,
  );
  expect(on / off).toBeLessThan(1.15);
});
