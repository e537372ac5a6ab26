import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { tlsFrom } from './tls.ts';

test('https needs a certificate and its key, both readable, and each mistake is told', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'handshake-tls-'));
  const [cert, key] = [join(folder, 'server.crt'), join(folder, 'server.key')];
  await writeFile(cert, 'certificate');
  expect(tlsFrom({})).toBeUndefined();
  expect(() => tlsFrom({ HANDSHAKE_CERT: cert })).toThrow('HANDSHAKE_CERT and HANDSHAKE_KEY');
  expect(() => tlsFrom({ HANDSHAKE_CERT: cert, HANDSHAKE_KEY: key })).toThrow(
    `HANDSHAKE_KEY=${key} cannot be read (ENOENT)`,
  );
  await writeFile(key, 'key');
  expect(tlsFrom({ HANDSHAKE_CERT: cert, HANDSHAKE_KEY: key })).toEqual({
    cert: Buffer.from('certificate'),
    key: Buffer.from('key'),
  });
  await rm(folder, { recursive: true });
});
