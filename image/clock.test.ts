import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordParser } from '#src/checker/records.ts';
import { checkWarmUp } from '#src/checker/run-checks.ts';
import { checkIds } from '#src/course/exercise.ts';
import { GUEST_TIME } from '#src/emulator/guest-time.ts';
import { lessonSlugs, loadLesson } from '../src/course/disk/load.server.ts';
import { ensurePki } from '../src/pki/index.ts';
import { drawn } from '../testing/proof/proofs.ts';
import { imageForTests } from './build.ts';
import { Machine } from './machine.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const now = Date.now();
/** What a reader's computer may take for the time. */
const CLOCKS: [title: string, epochMs: number][] = [
  ['three days back', now - 3 * DAY_MS],
  ['five years back', now - 5 * 365 * DAY_MS],
  ['ten years back', now - 10 * 365 * DAY_MS],
  ['ten years ahead', now + 10 * 365 * DAY_MS],
  ['that was never set', 0],
  ['past January 2038', Date.UTC(2040, 5, 1)],
];
const EXTREMES = CLOCKS.slice(-2);
/** Its certificates are judged in both directions, and one of them has to be refused because of its dates. */
const DATED = 'mutual-tls';
const OTHERS = (await lessonSlugs()).filter(slug => slug !== DATED);
/** A solution takes seconds: so many are tried on a clock in each run, other ones each time, or all with `PROVE=all`. */
const SAMPLE = 4;

/** Seconds on an idle computer, but a busy one may take its time. */
const LIMIT_MS = 110_000;

let machine: Machine;
beforeAll(async () => {
  machine = await Machine.fromImage(await imageForTests());
});
afterAll(async () => {
  await machine?.destroy();
});

/** A fresh machine whose clock was set by a page that takes `epochMs` for the time. */
async function freshAt(epochMs: number): Promise<void> {
  await machine.reset({ clock: false });
  await machine.setClock(epochMs);
}

describe.each(CLOCKS)('with a clock %s', (_, epochMs) => {
  test('good certificates are accepted, expired and early ones refused', async () => {
    await freshAt(epochMs);
    const names = ['ca.crt', ...SERVERS.flatMap(name => [`${name}.crt`, `${name}.key`])];
    const pki = await ensurePki();
    const files = await Promise.all(
      names.map(async name => [`work/pki/${name}`, await readFile(join(pki, name))] as const),
    );
    const { stdout, stderr } = await machine.run({
      files: { ...Object.fromEntries(files), 'work/main.mjs': HANDSHAKES },
      timeoutMs: LIMIT_MS,
    }).done;
    expect(Buffer.from(stderr).toString()).toBe('');
    const { time, verdicts } = JSON.parse(Buffer.from(stdout).toString()) as { time: number; verdicts: string[] };
    const shown = Math.min(Math.max(epochMs, GUEST_TIME.first), GUEST_TIME.last);
    expect(Math.abs(time - shown)).toBeLessThan(DAY_MS);
    expect(verdicts).toEqual(['accepted', 'CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);
  });
});

describe.each(drawn(CLOCKS, 2))('with a clock %s', (_, epochMs) => {
  test(`the solution of ${DATED} passes every check`, () => solutionPasses(DATED, epochMs));
});

describe.each(drawn(EXTREMES, 1))('with a clock %s', (_, epochMs) => {
  test.each(drawn(OTHERS, SAMPLE))('the solution of %s passes every check', slug => solutionPasses(slug, epochMs));
});

async function solutionPasses(slug: string, epochMs: number): Promise<void> {
  const { bundle, exercise, solution } = await loadLesson(slug);
  await freshAt(epochMs);
  const { files, program, args = [], stdin = '' } = checkWarmUp(solution, bundle);
  const pass = Object.fromEntries(checkIds(exercise).map(id => [id, randomBytes(16).toString('hex')]));
  const order = { ...(JSON.parse(String(stdin)) as { token: string }), pass };
  const { report } = await machine.run({ files, program, args, stdin: JSON.stringify(order), timeoutMs: LIMIT_MS })
    .done;
  const verdicts: Record<string, string> = {};
  recordParser(order, record => {
    if (record.type === 'result') verdicts[record.id] = record.status;
  })(report);
  expect(verdicts).toEqual(Object.fromEntries(checkIds(exercise).map(id => [id, 'pass'])));
}

const SERVERS = ['server', 'expired', 'not-yet-valid'];
const HANDSHAKES = `
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:tls';
const pki = name => readFileSync('pki/' + name);
const verdicts = [];
for (const name of ${JSON.stringify(SERVERS)}) {
  const server = createServer({ cert: pki(name + '.crt'), key: pki(name + '.key') }, socket => socket.on('error', () => {}));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect({ port: server.address().port, host: '127.0.0.1', servername: 'localhost', ca: pki('ca.crt') });
  verdicts.push(await once(client, 'secureConnect').then(() => 'accepted', error => error.code));
  client.destroy();
  server.close();
}
console.log(JSON.stringify({ time: Date.now(), verdicts }));
`;
