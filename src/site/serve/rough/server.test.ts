import { existsSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';

import { abort, dial, raw, requestOf } from './raw.ts';
import { Dice, oddRequest } from './odd-requests.ts';
import { startServer, type ServerProcess } from './process.ts';

const folder = mkdtempSync(join(tmpdir(), 'handshake-rough-'));
const DISK = Buffer.from(Array.from({ length: 1000 }, (_, at) => at % 251));
const LARGE = 64 * 1024 * 1024;
const large = (): void => {
  writeFileSync(join(folder, 'large.img'), '');
  truncateSync(join(folder, 'large.img'), LARGE);
};
for (const [name, content] of Object.entries({
  'index.html': '<p>page',
  '404.html': '<p>none',
  'app.js': 'run()',
  'disk.img': DISK,
})) {
  writeFileSync(join(folder, name), content);
}
writeFileSync(join(folder, 'comes-and-goes.bin'), DISK);
large();
afterAll(() => rmSync(folder, { recursive: true }));

let server: ServerProcess;
let before: number;
const start = async (descriptors?: number): Promise<void> => {
  server = await startServer(folder, descriptors);
  before = server.descriptors();
};
const GOOD = requestOf('GET /app.js HTTP/1.1', 'Host: localhost');
const ALL = requestOf('GET /large.img HTTP/1.1', 'Host: localhost');
/** Milliseconds; a computer that does much else needs half a minute. */
const LIMIT = 120_000;
const SETTLES = { timeout: 20_000, interval: 50 };
const isWhole = async (): Promise<void> => {
  expect(server.ended()).toBeUndefined();
  expect((await raw(server.port, GOOD))?.body.toString()).toBe('run()');
  await expect.poll(() => server.descriptors(), SETTLES).toBe(before);
};

// Descriptors and bytes are counted in Linux's /proc.
describe.skipIf(!existsSync('/proc/self/fd'))(
  'the server, among clients who mean it no good',
  { timeout: LIMIT },
  () => {
    beforeEach(() => start(), LIMIT);
    afterEach(() => server.stop());

    test('outlives 2,000 odd requests, closes what it opened, and keeps nobody else waiting', async () => {
      const seed = Date.now() % 2 ** 31;
      console.log(`seed ${seed}`);
      const dice = new Dice(seed);
      const statuses: Record<string, number> = {};
      let left = 2_000;
      const client = async (): Promise<void> => {
        while (left-- > 0) {
          if (left % 50 === 0) comeOrGo();
          const odd = oddRequest(dice);
          if (odd.aborted) await abort(server.port, odd.bytes);
          else await judge(odd, statuses);
        }
      };
      const waits = goodClient(() => left > 0);
      await Promise.all(Array.from({ length: 16 }, client));
      const { passed, worked } = await waits;
      console.log(
        `answers by status ${JSON.stringify(statuses)}; each of a good client's ${passed.length} requests took ` +
          `${share(passed, 0.5)} ms, at most ${share(passed, 0.95)} ms in 95 of 100 and ${Math.round(Math.max(...passed))} ms in all, in which the server worked ${share(worked, 0.95)} ms`,
      );
      expect(Object.keys(statuses)).toEqual(expect.arrayContaining(['200', '206', '400', '404', '405', '416', '421']));
      // Of the server's own time: how long a computer lets it wait for its turn is not for it to say.
      expect(share(worked, 0.95), 'milliseconds').toBeLessThan(100);
      await isWhole();
    });

    test('closes the file of every one of 200 downloads that are broken off', async () => {
      await Promise.all(
        Array.from({ length: 20 }, async () => {
          for (let times = 0; times < 10; times++) await abort(server.port, ALL);
        }),
      );
      await isWhole();
    });

    test('reads nothing of a large file whose head is asked for', async () => {
      const read = server.bytesRead();
      for (let times = 0; times < 10; times++) {
        const answer = await raw(server.port, requestOf('HEAD /large.img HTTP/1.1', 'Host: localhost'));
        expect([answer?.status, answer?.headers['content-length'], answer?.body.length]).toEqual([
          200,
          String(LARGE),
          0,
        ]);
      }
      expect(server.bytesRead() - read).toBeLessThan(100_000);
      await isWhole();
    });

    test('breaks off the answer, and that alone, whose file shrinks half-way', async () => {
      const socket = dial(server.port);
      let came = 0;
      let last = '';
      socket.on('data', part => {
        if (came === 0) truncateSync(join(folder, 'large.img'), 1);
        came += part.length;
        last = part.toString('latin1');
      });
      // A second answer on this connection would be taken for the rest of the first.
      socket.write(`GET /large.img HTTP/1.1\r\nHost: localhost\r\n\r\n${GOOD}`);
      await new Promise(resolve => void socket.once('close', resolve));
      expect(came).toBeLessThan(LARGE);
      expect(last).not.toContain('HTTP/1.1 200');
      large();
      await isWhole();
    });
  },
);

describe.skipIf(!existsSync('/proc/self/fd'))('the server, with 256 descriptors', { timeout: LIMIT }, () => {
  beforeEach(() => start(256), LIMIT);
  afterEach(() => server.stop());

  test('says 503 to a flood, and serves again when it is over', async () => {
    const heads: string[] = [];
    const flood = Array.from({ length: 400 }, () => {
      const socket = dial(server.port);
      socket.write(ALL);
      // Who is served stops reading, so that the file and the connection stay open.
      socket.once('data', part => {
        heads.push(part.toString('latin1'));
        if (!heads.at(-1)!.includes(' 503 ')) socket.pause();
      });
      return { socket, closed: new Promise(resolve => void socket.once('close', resolve)) };
    });
    await expect.poll(() => heads.filter(head => head.startsWith('HTTP/1.1 503 ')).length, SETTLES).toBeGreaterThan(0);
    const refused = heads.find(head => head.startsWith('HTTP/1.1 503 '))!;
    expect(refused).toMatch(/^Retry-After: 1\r$/m);
    expect(refused).toContain("frame-ancestors 'none'");
    for (const { socket } of flood) socket.destroy();
    await Promise.all(flood.map(({ closed }) => closed));
    await isWhole();
  });
});

/** A rebuild, as a server sees it. */
function comeOrGo(): void {
  const [here, away] = [join(folder, 'comes-and-goes.bin'), join(folder, 'away.bin')];
  if (existsSync(here)) renameSync(here, away);
  else renameSync(away, here);
}

async function judge(
  { bytes, droppable }: ReturnType<typeof oddRequest>,
  statuses: Record<string, number>,
): Promise<void> {
  const answer = await raw(server.port, bytes);
  if (!answer) return expect(droppable, `no answer to ${JSON.stringify(bytes)}`).toBe(true);
  const { status, headers, body } = answer;
  statuses[status] = (statuses[status] ?? 0) + 1;
  const about = `${status} to ${JSON.stringify(bytes)}`;
  expect([200, 206, 304, 400, 404, 405, 412, 416, 421, 431], about).toContain(status);
  expect(headers['content-security-policy'], about).toContain("frame-ancestors 'none'");
  if (status !== 206) return;
  const [, first, last, size] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers['content-range']!)!.map(Number);
  expect(body.length, about).toBe(last! - first! + 1);
  if (size === DISK.length) expect(body.equals(DISK.subarray(first, last! + 1)), about).toBe(true);
}

/** One request after the other as long as `goesOn`: milliseconds that passed in each, and that the server worked meanwhile. */
async function goodClient(goesOn: () => boolean): Promise<Record<'passed' | 'worked', number[]>> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const waits: Record<'passed' | 'worked', number[]> = { passed: [], worked: [] };
  while (goesOn()) {
    const [started, before] = [performance.now(), server.worked()];
    const status = await new Promise((resolve, reject) => {
      get({ port: server.port, host: '127.0.0.1', path: '/app.js', agent }, answer => {
        answer.resume().once('end', () => resolve(answer.statusCode));
      }).once('error', reject);
    });
    expect(status).toBe(200);
    waits.passed.push(performance.now() - started);
    waits.worked.push(server.worked() - before);
  }
  agent.destroy();
  return waits;
}

/** The number that this share of the others does not exceed. */
function share(of: readonly number[], part: number): number {
  return Math.round([...of].sort((one, other) => one - other)[Math.floor(of.length * part)]!);
}
