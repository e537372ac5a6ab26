import { expect, test } from 'vitest';

import { certificateFiles, spellingsOf } from './spellings.ts';

const field = (...values: string[]) => ({
  ...{ name: 'a', at: 0, length: 0 },
  children: values.map(value => ({ name: 'b', at: 0, length: 0, value })),
});

test.each([
  ['"bank.test"', ['bank.test']],
  ['TLS 1.3 (0x0304)', ['TLSv1.3', 'TLSv1_3_method']],
  ['secp256r1 (0x0017)', ['secp256r1', 'P-256', 'prime256v1']],
  ['TLS_AES_256_GCM_SHA384 (0x1302)', ['TLS_AES_256_GCM_SHA384']],
  ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 (0xc02f)', ['ECDHE-RSA-AES128-GCM-SHA256']],
  ['TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256 (0xcca9)', ['ECDHE-ECDSA-CHACHA20-POLY1305']],
  ['TLS_RSA_WITH_AES_256_CBC_SHA (0x0035)', ['AES256-SHA']],
])('%s on the wire is in code one of its other names', (value, names) => {
  expect(spellingsOf(field(value))).toEqual(expect.arrayContaining(names));
});

const pem = (bytes: number[]) =>
  `-----BEGIN CERTIFICATE-----\n${btoa(String.fromCharCode(...bytes))}\n-----END CERTIFICATE-----\n`;

test('the files of a certificate are found by its bytes, not by the name in it', () => {
  const bytes = Uint8Array.of(9, 1, 2, 3);
  const root = { name: 'Certificate', at: 0, length: 4, children: [{ name: 'cert_data', at: 1, length: 3 }] };
  const pki = { 'alice.crt': pem([1, 2, 4]), 'mallory.crt': pem([1, 2, 3]), 'mallory.key': 'k', 'odd.crt': 'no PEM' };
  expect(certificateFiles({ layers: [{ kind: 'message', bytes, root }] }, pki)).toEqual(['mallory.crt', 'mallory']);
});
