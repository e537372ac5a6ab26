import { describe, expect, test } from 'vitest';

import { literalsOf, optionsOf, placesOf } from './code-of-field.ts';

const CODE = `import { createServer } from 'node:tls';
// ca: not this one
export function start({ ca, cert, key }) {
  const options = { ca, cert, key, requestCert: true, ALPNProtocols: ['ca', "cert"] };
  options.minVersion = 'TLSv1.3';
  if (options.maxVersion === 'TLSv1.2') console.log('key: no', options.ca, ca);
  return createServer({ ...options, 'ciphers': 'TLS_AES_128_GCM_SHA256' });
}
`;
const linesOf = (...options: string[]) => placesOf(options, { 'a.mjs': CODE }).map(({ line }) => line);

describe('the code of an option', () => {
  test('is where it is set, in full, in short, on an object or by a quoted name', () => {
    expect(linesOf('requestCert')).toEqual([4]);
    expect(linesOf('ca')).toEqual([3, 4]);
    expect(linesOf('minVersion')).toEqual([5]);
    expect(linesOf('ciphers')).toEqual([7]);
  });

  test('is not where it is only read, nor in a comment or a string', () => {
    expect(linesOf('maxVersion')).toEqual([]);
    expect(linesOf('key')).toEqual([3, 4]);
  });

  test('is found by line and column, in files of code only', () => {
    expect(placesOf(['requestCert'], { 'a.mjs': CODE, 'b.json': '{ "requestCert": true }' })).toEqual([
      { path: 'a.mjs', line: 4, column: 36, says: 'requestCert' },
    ]);
  });

  test('is looked for in time linear in it', () => {
    expect(placesOf(['ca'], { 'a.js': `${'{'.repeat(50_000)}${"'".repeat(50_001)}` })).toEqual([]);
  });
});

describe('the code of a value', () => {
  const files = {
    'a.mjs': `const NAME = 'bank.test'; // not 'bank.test.'
const options = { servername: NAME, ecdhCurve: "x25519:P-256", cert: read('pki/alice.crt') };
say('bank.test is what I want', \`bank.test\`);
`,
    'b.txt': "'bank.test'",
  };
  const said = (...values: string[]) => literalsOf(values, files).map(({ line, says }) => `${line} ${says}`);

  test('is the whole text between quotes, a part of a list, or the end of a path', () => {
    expect(said('bank.test')).toEqual(["1 'bank.test'", '3 `bank.test`']);
    expect(said('X25519')).toEqual(['2 "x25519:P-256"']);
    expect(said('alice', 'alice.crt')).toEqual(["2 'pki/alice.crt'"]);
  });

  test('is nowhere else', () => {
    expect(said('bank', 'test', 'NAME', 'pki')).toEqual([]);
  });
});

test('a field knows its options by the fields around it', () => {
  const path = (...names: string[]) => names.map(name => ({ name, at: 0, length: 0 }));
  expect(optionsOf(path('ClientHello', 'extensions', 'server_name', 'HostName'))).toContain('servername');
  expect(optionsOf(path('packet', 'TCP'))).toEqual([]);
});
