import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';

import { LONGEST_LINK, packCode, unpackCode } from './code-link.ts';

const FILES = { 'seal.mjs': 'edit', 'demo.mjs': 'scratch', 'notes.txt': 'read' } as const;
const unpack = (fragment: string) => unpackCode(fragment, 'seal', FILES);
const shared = {
  lesson: 'seal',
  version: '1',
  files: { 'seal.mjs': "export const x = '한글 🔑';\n", '+own.mjs': 'a' },
};
/** Whatever somebody may put into a link. */
const hostile = (json: string | Buffer, version = 1): string =>
  `#code=${version}.${deflateRawSync(json).toString('base64url')}`;
const withFiles = (files: object): string => hostile(JSON.stringify({ ...shared, files }));

test('code goes into a link and comes out as it was', async () => {
  const fragment = await packCode(shared);
  expect(fragment).toMatch(/^#code=1\.[\w-]+$/);
  expect(await unpack(fragment)).toEqual({ shared });
});

test('the code of a long lesson makes a link that gets through', async () => {
  const text = Array.from({ length: 400 }, (_, n) => `export const value${n} = Math.sqrt(${n * 7919});\n`).join('');
  expect((await packCode({ ...shared, files: { 'seal.mjs': text } })).length).toBeLessThan(LONGEST_LINK / 2);
});

test('a link that was cut off anywhere is damaged', async () => {
  const fragment = await packCode(shared);
  for (let end = '#code='.length; end < fragment.length; end += 7) {
    expect(await unpack(fragment.slice(0, end)), `cut at ${end}`).toEqual({ problem: { code: 'damaged' } });
  }
});

test.each([
  ['no version', '#code=abc'],
  ['no base64', '#code=1.%%%'],
  ['no DEFLATE', '#code=1.AAAA'],
  ['no JSON', hostile('{')],
  ['no UTF-8', hostile(Buffer.from([0xff, 0xfe]))],
  ['JSON of something else', hostile('{"files":[]}')],
  ['a file that is no text', withFiles({ 'seal.mjs': 1 })],
  ['deep JSON', hostile('['.repeat(200_000))],
])('%s is damaged', async (_, fragment) => {
  expect(await unpack(fragment)).toEqual({ problem: { code: 'damaged' } });
});

test('a link that unpacks to far more than code is not read to its end', async () => {
  const bomb = hostile(Buffer.alloc(20_000_000, 0x20));
  expect(bomb.length).toBeLessThan(LONGEST_LINK);
  expect(await unpack(bomb)).toEqual({ problem: { code: 'too-much' } });
  expect(await unpack(`#code=1.${'A'.repeat(LONGEST_LINK)}`)).toEqual({ problem: { code: 'too-much' } });
});

test.each(['notes.txt', 'other.mjs', '../seal.mjs', '+../seal.mjs', '+package.json', '+', 'constructor', 'toString'])(
  'a file of another name is refused: %s',
  async path => {
    expect(await unpack(withFiles({ [path]: 'x' }))).toEqual({ problem: { code: 'names', of: path } });
  },
);

test('__proto__ brings nothing along', async () => {
  const got = await unpack(hostile(`{"lesson":"seal","version":"1","files":{"__proto__":{"seal.mjs":"x"}}}`));
  if ('shared' in got) expect(Object.getPrototypeOf(got.shared.files)).toBe(Object.prototype);
  else expect(got.problem.code).toMatch(/damaged|names/);
});

test('code of another lesson, and a link of a later version, say so', async () => {
  const other = hostile(JSON.stringify({ ...shared, lesson: 'echo' }));
  expect(await unpack(other)).toEqual({ problem: { code: 'other-lesson', of: 'echo' } });
  expect(await unpack(hostile('{}', 2))).toEqual({ problem: { code: 'newer' } });
});
