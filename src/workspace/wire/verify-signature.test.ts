import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { inProject } from '../../project.server.ts';
import { readFile } from '../../wire/read.ts';
import { verifySignature } from './verify-signature.ts';

const signedIn = (name: string) =>
  readFile(new Uint8Array(readFileSync(inProject('testing/wire/fixture', `${name}.pcapng`))))!
    .messages.filter(({ name: message }) => message === 'CertificateVerify')
    .map(({ signed }) => signed!);

test.each(['mutual-13', 'mutual-12', 'retry', 'refused/stranger-13'])(
  'every CertificateVerify of %s is found to be made with the key in the certificate',
  async name => {
    const all = signedIn(name);
    expect(all.length).toBeGreaterThan(0);
    expect(await Promise.all(all.map(verifySignature))).toEqual(all.map(() => 'verified'));
  },
);

test('one made with another key, over other messages, or changed, is found out', async () => {
  const [server, client] = signedIn('mutual-13');
  const changed = (bytes: Uint8Array) => bytes.with(bytes.length - 1, bytes.at(-1)! ^ 1);
  expect(await verifySignature({ ...client!, publicKey: server!.publicKey })).toBe('no-match');
  expect(await verifySignature({ ...client!, content: changed(client!.content) })).toBe('no-match');
  expect(await verifySignature({ ...client!, signature: changed(client!.signature) })).toBe('no-match');
  expect(await verifySignature({ ...client!, signature: new Uint8Array([0x30, 0]) })).toBe('no-match');
});

test('a kind of signature that nobody knows here is not judged', async () => {
  expect(await verifySignature({ ...signedIn('mutual-13')[0]!, scheme: 0x0904 })).toBe('unchecked');
});
