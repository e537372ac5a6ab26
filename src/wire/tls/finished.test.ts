import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { inProject } from '../../project.server.ts';
import { readCapture } from '../capture/index.ts';
import { readWire } from '../read.ts';

const captureOf = (name: string) =>
  readCapture(new Uint8Array(readFileSync(inProject('testing/wire/fixture', `${name}.pcapng`))))!;
const proofs = (capture: ReturnType<typeof captureOf>) =>
  readWire(capture)
    .messages.filter(({ name }) => name === 'Finished')
    .map(({ side, proof }) => `${side} ${proof}`);

test.each([
  ['mutual-13', ['server verified', 'client verified']],
  ['mutual-12', ['client verified', 'server verified']],
  ['chacha-12', ['client verified', 'server verified']],
  ['retry', ['server verified', 'client verified']],
])('both Finished of %s are found to fit', (name, expected) => {
  expect(proofs(captureOf(name))).toEqual(expected);
});

test.each(['mutual-13', 'mutual-12', 'retry'])('a ClientHello of %s that was changed on the way is found out', name => {
  const capture = captureOf(name);
  const hello = capture.packets.findIndex(({ bytes }) => bytes[66] === 22 && bytes[71] === 1);
  const bytes = capture.packets[hello]!.bytes.slice();
  // The last byte is in an extension: the random, by which the secrets are found, stays as it is.
  bytes[bytes.length - 1]! ^= 1;
  const packets = capture.packets.with(hello, { ...capture.packets[hello]!, bytes });
  const found = proofs({ ...capture, packets });
  expect(found.map(proof => proof.split(' ')[1])).toEqual(['no-match', 'no-match']);
});

test('without its secret nothing is said of a Finished', () => {
  const messages = readWire({ ...captureOf('mutual-13'), keyLog: '' }).messages;
  expect(messages.filter(({ proof }) => proof)).toEqual([]);
});
