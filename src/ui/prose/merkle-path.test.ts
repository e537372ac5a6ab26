import { describe, expect, test } from 'vitest';

import { merklePath } from './merkle-path.ts';

const partsOf = (leaves: string[], index: number, part: string) =>
  merklePath(leaves, index)
    .nodes.filter(node => node.part === part)
    .map(node => node.name);

describe('the drawing of a Merkle path', () => {
  test('of five leaves an odd one stands alone until the last level', () => {
    expect(partsOf([...'abcde'], 2, 'way')).toEqual(['abcde', 'abcd', 'cd', 'c']);
    expect(partsOf([...'abcde'], 2, 'proof')).toEqual(['ab', 'd', 'e']);
    expect(partsOf([...'abcde'], 2, 'rest')).toEqual(['a', 'b']);
    expect(partsOf([...'abcde'], 4, 'proof')).toEqual(['abcd']);
  });

  test('the steps go up, with the left hash before the right one', () => {
    expect(merklePath([...'abcde'], 2).steps).toEqual([
      { held: 'c', given: 'd', hashed: 'c, d' },
      { held: 'cd', given: 'ab', hashed: 'ab, cd' },
      { held: 'abcd', given: 'e', hashed: 'abcd, e' },
    ]);
  });

  test('a node stands between its children, one level above the higher of them', () => {
    const { nodes } = merklePath([...'abc'], 0);
    expect(nodes.map(({ name, x, height }) => [name, x, height])).toEqual([
      ['abc', 1.25, 2],
      ['ab', 0.5, 1],
      ['a', 0, 0],
      ['b', 1, 0],
      ['c', 2, 0],
    ]);
  });

  test('one leaf is its own root, with no steps', () => {
    expect(merklePath(['a'], 0)).toEqual({
      nodes: [{ name: 'a', x: 0, height: 0, part: 'way', children: [] }],
      steps: [],
    });
  });

  test('an index that there is not fails the build with what to mend', () => {
    expect(() => merklePath([...'abc'], 3)).toThrow('<MerklePath> has no leaf 3; it has 3, from 0');
  });
});
