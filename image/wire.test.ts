import { afterAll, beforeAll, expect, test } from 'vitest';

import { NOTHING_RECORDED, withNews } from '../src/runtimes/recorded.ts';
import type { Recorded } from '../src/runtimes/runtime.ts';
import { createVmRuntime } from '../src/runtimes/vm/vm-runtime.server.ts';
import type { VmRuntime } from '../src/runtimes/vm/vm-runtime.ts';
import { packetsOf } from '../src/wire/capture/index.ts';
import { drawn } from '../testing/proof/proofs.ts';
import { byMachine, type MachineSituation } from '../testing/wire/by-machine.ts';
import { Authority } from '../testing/wire/certificates.ts';
import { differencesIn } from '../testing/wire/differences.ts';
import { SITUATIONS } from '../testing/wire/exemptions.ts';
import { comparisonsOf, tilingFaults, written } from '../testing/wire/judge.ts';
import { ensurePrograms } from '../testing/wire/programs.ts';
import { Sharkd } from '../testing/wire/sharkd.ts';
import { imageForTests } from './build.ts';

const authority = new Authority();
const ALL = byMachine(authority);
/** A run takes some seconds here. */
const SAMPLE = 8;
/** We name suites with CBC, and do not open what they close. */
const CLOSED = 'TLS 1.2 ECDHE-RSA-AES128-SHA256';

let runtime: VmRuntime;
let sharkd: Sharkd;
beforeAll(async () => {
  const missing = ensurePrograms();
  if (missing) throw new Error(missing);
  const { folder } = await imageForTests();
  runtime = createVmRuntime({ folder });
  sharkd = new Sharkd();
});
afterAll(async () => {
  sharkd?.end();
  await runtime?.dispose();
});

async function record({ files }: MachineSituation): Promise<Recorded> {
  let all = NOTHING_RECORDED;
  await runtime.mount(files);
  const run = runtime.run({ program: 'work/main.mjs', onWire: news => void (all = withNews(all, news)) });
  expect(await run.exit).toEqual({ reason: 'exited', code: 0 });
  return all;
}

test('at least 80 situations have the machine record them, each of another name', () => {
  expect(new Set(ALL.map(({ name }) => name)).size).toBe(ALL.length);
  expect(ALL.length).toBeGreaterThanOrEqual(80);
});

test.each(drawn(ALL, SAMPLE))('what the machine recorded is read as Wireshark reads it: $name', async situation => {
  const { packets, keyLog, dropped, cut } = await record(situation);
  expect({ dropped, cut }).toEqual({ dropped: 0, cut: false });
  const judged = written({ packets: packetsOf(packets), keyLog }, authority.folder, 'machine');
  expect(judged.reading.troubles).toEqual([]);
  expect(tilingFaults(judged)).toEqual([]);
  const closed = judged.reading.messages.filter(({ name }) => name.startsWith('encrypted'));
  if (situation.name !== CLOSED) expect(closed.map(({ name }) => name)).toEqual([]);
  const comparisons = await comparisonsOf(sharkd, judged);
  expect(comparisons.flatMap(({ matches }) => matches).length).toBeGreaterThan(50);
  if (!(situation.name in SITUATIONS)) expect([...new Set(comparisons.flatMap(differencesIn))]).toEqual([]);
});
