import { expect, test } from 'vitest';

import { fieldsOf, leavesOf, pathTo, untiled } from './field.ts';
import { readRoot, type Reader } from './reader.ts';

const read = (bytes: readonly number[], how: (reader: Reader) => void) => {
  const layer = {
    kind: 'message' as const,
    bytes: Uint8Array.from(bytes),
    root: readRoot('root', Uint8Array.from(bytes), how),
  };
  expect(untiled(layer)).toBeUndefined();
  return layer.root;
};
const told = (root: ReturnType<typeof read>) => leavesOf(root).map(({ name, at, length }) => `${name} ${at}+${length}`);

test('numbers and bytes are read one after the other, with what they mean', () => {
  const root = read([1, 2, 3, 0xff], reader => {
    expect(reader.number('one', 1)).toBe(1);
    expect(reader.code('two', 2, number => (number === 0x0203 ? 'known' : undefined))).toBe(0x0203);
    reader.bytes('three', 1);
  });
  expect(root.children!.map(({ value }) => value)).toEqual(['1', 'known (0x0203)', 'ff']);
});

test('what is missing is a field that says so, and nothing is read after it', () => {
  const root = read([0, 5, 1, 2], reader => {
    reader.opaque('vector', 2, 'content');
    expect(reader.number('after', 1)).toBe(0);
    expect(reader.left).toBe(0);
  });
  const vector = root.children![0]!;
  expect(vector.trouble).toEqual({ kind: 'short', wanted: 7, had: 4 });
  expect(told(root)).toEqual(['length 0+2', 'content 2+2']);
});

test('what nobody reads is a field that says so', () => {
  const root = read([1, 2, 3], reader => void reader.number('one', 1));
  expect(root.children!.at(-1)).toMatchObject({
    name: 'could not be read',
    at: 1,
    length: 2,
    trouble: { kind: 'left-over' },
  });
});

test('a list whose elements read nothing comes to an end', () => {
  const root = read([0, 3, 1, 2, 3], reader => void reader.list('list', 2, () => undefined));
  expect(fieldsOf(root).filter(({ trouble }) => trouble)).toHaveLength(1);
});

test('the path to a byte goes from the root to its leaf', () => {
  const root = read([0, 1, 7], reader => void reader.opaque('vector', 2, 'content'));
  expect(pathTo(root, 2).map(({ name }) => name)).toEqual(['root', 'vector', 'content']);
  expect(pathTo(root, 3)).toEqual([]);
});
