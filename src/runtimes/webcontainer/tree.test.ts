import { expect, test } from 'vitest';

import { toTree } from './tree.ts';

test('flat paths become nested folders, binary and text alike', () => {
  const binary = Uint8Array.of(1, 2);
  expect(toTree({ 'package.json': '{}', 'work/a.mjs': 'a', 'work/pki/ca.crt': binary })).toEqual({
    'package.json': { file: { contents: '{}' } },
    work: {
      directory: {
        'a.mjs': { file: { contents: 'a' } },
        pki: { directory: { 'ca.crt': { file: { contents: binary } } } },
      },
    },
  });
});

test('work is there even when nothing lies in it', () => {
  expect(toTree({})).toEqual({ work: { directory: {} } });
});
