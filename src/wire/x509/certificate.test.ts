import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { inProject } from '../../project.server.ts';
import { fieldsOf, untiled } from '../field.ts';
import { certificateLayer } from './certificate.ts';

const read = (name: string) => {
  const layer = certificateLayer(new Uint8Array(readFileSync(inProject('testing/wire/fixture', name))));
  expect(untiled(layer)).toBeUndefined();
  return fieldsOf(layer.root);
};
const valueOf = (fields: ReturnType<typeof read>, name: string) => fields.find(field => field.name === name)?.value;

test('a certificate says whose it is and who signed it, in one line each', () => {
  const fields = read('server-ec.der');
  expect(valueOf(fields, 'issuer')).toBe('countryName=KR, organizationName=Handshake, commonName=Wire CA');
  expect(valueOf(fields, 'subject')).toContain('organizationName=상점, commonName=ec.shop.test');
});

test('extensions are fields of their own names', () => {
  const names = new Set(read('server-rsa.der').map(({ name }) => name));
  const wanted = [
    'subjectAltName',
    'dNSName',
    'iPAddress',
    'extKeyUsage',
    'keyUsage',
    'cRLDistributionPoints',
    'modulus',
  ];
  expect(wanted.filter(name => !names.has(name))).toEqual([]);
  const uses = read('ca.der').filter(({ value }) => value?.includes('keyCertSign'));
  expect(uses.map(({ value }) => value)).toEqual(['keyCertSign, cRLSign']);
});
