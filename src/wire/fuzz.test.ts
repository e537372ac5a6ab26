import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { mutated, randomOf } from '../../testing/wire/mutate.ts';
import { inProject } from '../project.server.ts';
import { readCapture, writePcapng } from './capture/index.ts';
import { fieldsOf, untiled, type Field, type Layer } from './field.ts';
import { readFile, type Reading } from './read.ts';
import { readRoot } from './reader.ts';
import { certificateLayer } from './x509/certificate.ts';
import { tagName } from './x509/der.ts';

const fixture = (pattern: string): Uint8Array[] =>
  globSync(`testing/wire/fixture/${pattern}`, { cwd: inProject() })
    .sort()
    .map(file => new Uint8Array(readFileSync(inProject(file))));
const captures = fixture('*.pcapng');
const certificates = fixture('*.der');
const TIMES = 10_000;
/** No reading of a few thousand bytes takes longer, on the slowest computer that runs this. */
const HANGS_MS = 5_000;

const hasTrouble = (root: Field): boolean => fieldsOf(root).some(({ trouble }) => trouble);
const layersOf = (reading: Reading): Layer[] => [...new Set(reading.messages.flatMap(({ layers }) => layers))];

/** What is wrong with how this file was read, if something is. */
function faultOf(reading: Reading): string | undefined {
  return layersOf(reading).map(untiled).find(Boolean);
}

test('there is something to change', () => {
  expect(captures.length).toBeGreaterThanOrEqual(4);
  expect(certificates.length).toBeGreaterThanOrEqual(3);
  const readings = captures.map(file => readFile(file)!);
  expect(readings.map(({ secrets }) => secrets > 0)).toEqual(captures.map(() => true));
  expect(readings.flatMap(reading => layersOf(reading).filter(({ root }) => hasTrouble(root)))).toEqual([]);
  expect(certificates.map(der => hasTrouble(certificateLayer(der).root))).toEqual(certificates.map(() => false));
});

test('of 10,000 captures with changes in the packets, every byte stays in one field, nothing throws and nothing hangs', () => {
  const random = randomOf(15);
  let told = 0;
  for (let n = 0; n < TIMES; n++) {
    const { packets, keyLog: log } = readCapture(captures[n % captures.length]!)!;
    const keyLog = random() < 0.5 ? log : '';
    const at = Math.floor(random() * packets.length);
    packets[at] = { ...packets[at]!, bytes: mutated(packets[at]!.bytes, random) };
    const began = performance.now();
    const reading = readFile(
      n % 8 === 0 ? mutated(writePcapng(packets, keyLog), random) : writePcapng(packets, keyLog),
    );
    if (performance.now() - began > HANGS_MS) expect.fail(`number ${n} took ${performance.now() - began} ms`);
    if (!reading) continue;
    const fault = faultOf(reading);
    if (fault) expect.fail(`number ${n}: ${fault}`);
    if (reading.troubles.length > 0 || layersOf(reading).some(({ root }) => hasTrouble(root))) told++;
  }
  expect(told).toBeGreaterThan(TIMES / 2);
}, 600_000);

test('of 10,000 certificates with changes, each is read to its end or says what could not be read', () => {
  const random = randomOf(16);
  let told = 0;
  for (let n = 0; n < TIMES; n++) {
    const original = certificates[n % certificates.length]!;
    const der = mutated(original, random);
    const layer = certificateLayer(der);
    const fault = untiled(layer);
    if (fault) expect.fail(`number ${n}: ${fault}`);
    if (hasTrouble(layer.root)) told++;
    else if (der.length < original.length / 2) expect.fail(`number ${n}: half a certificate without a trouble`);
  }
  expect(told).toBeGreaterThan(TIMES / 2);
}, 600_000);

test('what is nested without end is given up, and says so', () => {
  const deep = new Uint8Array(400).map((_, at) => (at % 2 === 0 ? 0x30 : Math.max(0, 127 - at / 4)));
  expect(tagName(deep[0]!)).toBe('SEQUENCE');
  const layer: Layer = { kind: 'message', bytes: deep, root: certificateLayer(deep).root };
  expect(untiled(layer)).toBeUndefined();
  expect(hasTrouble(layer.root)).toBe(true);
  const empty = readRoot('nothing', new Uint8Array(), () => undefined);
  expect(untiled({ kind: 'message', bytes: new Uint8Array(), root: empty })).toBeUndefined();
});
