import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { writePcapng } from '../../src/wire/capture/index.ts';
import { readFile } from '../../src/wire/read.ts';
import { Authority } from './certificates.ts';
import { record, situations, type Recording } from './corpus.ts';
import { differencesIn, idleExemptions } from './differences.ts';
import { SITUATIONS } from './exemptions.ts';
import { comparisonsOf, tilingFaults, written, type Judged } from './judge.ts';
import { Sharkd } from './sharkd.ts';
import { ensurePrograms } from './programs.ts';

type JudgedRecording = Recording & Judged;

let judged: JudgedRecording[] = [];
let sharkd: Sharkd;
const authority = new Authority();

beforeAll(async () => {
  const missing = ensurePrograms();
  if (missing) throw new Error(missing);
  const recordings = await record(situations(authority));
  judged = recordings.map((recording, n) => ({ ...recording, ...written(recording, authority.folder, n) }));
  sharkd = new Sharkd();
}, 900_000);

afterAll(() => sharkd.end());

test('at least 80 captures are judged, and 20 by programs that are not Node', () => {
  expect(judged.filter(({ situation }) => situation.by !== 'Node').length).toBeGreaterThanOrEqual(20);
  expect(judged.length).toBeGreaterThanOrEqual(100);
  expect(judged.filter(({ packets }) => packets.length < 2)).toEqual([]);
});

test('leaves tile every layer of every capture', () => {
  const faults = judged.flatMap(one => tilingFaults(one).map(fault => `${one.situation.name}: ${fault}`));
  expect(faults).toEqual([]);
});

test('field by field, our reading is that of Wireshark', async () => {
  const differences: string[] = [];
  let fields = 0;
  for (const one of judged) {
    const comparisons = await comparisonsOf(sharkd, one);
    fields += comparisons.flatMap(({ matches }) => matches).length;
    if (one.situation.name in SITUATIONS) continue;
    for (const difference of comparisons.flatMap(differencesIn))
      differences.push(`${one.situation.name}: ${difference}`);
  }
  expect([...new Set(differences)]).toEqual([]);
  expect(idleExemptions()).toEqual([]);
  expect(fields).toBeGreaterThan(30_000);
  console.log(`${judged.length} captures, ${fields} fields compared with Wireshark's`);
}, 900_000);

test('what the situations are made for is in them, opened', () => {
  const said = new Set(judged.flatMap(({ reading }) => reading.messages.map(({ name }) => name)));
  const wanted = [
    'HelloRetryRequest',
    'KeyUpdate',
    'EndOfEarlyData',
    'NewSessionTicket',
    'CertificateRequest',
    'CertificateVerify',
  ];
  expect(wanted.filter(name => !said.has(name))).toEqual([]);
});

test("tshark's editcap puts a key log into a file, and we open what it wrote", () => {
  const { packets, keyLog, reading } = judged.find(({ situation }) => situation.name === 'curl, TLS 1.3')!;
  const [plain, keys, both] = ['plain.pcapng', 'keys', 'both.pcapng'].map(name => join(authority.folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(plain, writePcapng(packets));
  writeFileSync(keys, keyLog);
  execFileSync('editcap', ['--inject-secrets', `tls,${keys}`, plain, both], { stdio: 'pipe' });
  const foreign = readFile(new Uint8Array(readFileSync(both)))!;
  expect(foreign.messages.map(({ name }) => name)).toEqual(reading.messages.map(({ name }) => name));
  execFileSync('editcap', ['-F', 'pcap', plain, both], { stdio: 'pipe' });
  const pcap = readFile(new Uint8Array(readFileSync(both)), keyLog)!;
  expect(pcap.messages.map(({ name }) => name)).toEqual(reading.messages.map(({ name }) => name));
});

test('tshark opens what we write, decrypted by the secrets in it', () => {
  const { file } = judged.find(({ situation }) => situation.name === 'curl, TLS 1.3')!;
  const out = execFileSync('tshark', ['-r', file, '-Y', 'http.request', '-T', 'fields', '-e', 'http.request.method'], {
    stdio: 'pipe',
  });
  expect(out.toString().trim()).toBe('GET');
});
