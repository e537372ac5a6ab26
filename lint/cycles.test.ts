import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';

import { inProject } from '../src/project.server.ts';
import { cyclesOf } from './cycles.ts';
import { readImports, specifiersOf } from './imports.ts';

const rings = (imports: Record<string, string[]>) =>
  cyclesOf(new Map(Object.entries(imports))).map(ring => ring.sort());

test('files that lead to each other are a ring, however long the way', () => {
  expect(rings({ a: ['b'], b: ['c'], c: ['b', 'd'], d: [] })).toEqual([['b', 'c']]);
  expect(rings({ a: ['b'], b: ['c'], c: ['a'] })).toEqual([['a', 'b', 'c']]);
  expect(rings({ a: ['b', 'c'], b: ['a'], c: ['d'], d: ['c', 'b'] })).toEqual([['a', 'b', 'c', 'd']]);
  expect(rings({ a: ['b', 'c'], b: ['a'], c: ['d'], d: ['c'] })).toEqual([
    ['c', 'd'],
    ['a', 'b'],
  ]);
  expect(rings({ a: ['a'] })).toEqual([['a']]);
});

test('two ways to one file are no ring', () => {
  expect(rings({ a: ['b', 'c'], b: ['d'], c: ['d', 'b'], d: [] })).toEqual([]);
});

test('every kind of import is read, and none in a comment or a string', () => {
  const code = `
    import one from 'one';
    import type { Two } from 'two';
    import 'three';
    export * from 'four';
    export type { Five } from 'five';
    const six = await import('six');
    type Seven = import('seven').Seven;
    // import 'comment';
    const text = "import 'string'";`;
  const all = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'];
  expect(specifiersOf('a.ts', code)).toEqual(all);
  expect(
    specifiersOf('a.astro', `---\nimport 'one';\n---\n<p>import 'no'</p>\n<script>import 'two';</script>`),
  ).toEqual(['one', 'two']);
});

test('what is read of this project is there', () => {
  const read = [...readImports()].filter(([file]) => !/^(lessons|image\/trial)\//.test(file));
  expect(read.length).toBeGreaterThan(100);
  const missing = read.flatMap(([file, imports]) =>
    imports.filter(path => !existsSync(inProject(path))).map(path => `${file}: ${path}`),
  );
  expect(missing).toEqual([]);
});

test('no source files import each other in a ring, not even for their types', () => {
  expect(cyclesOf(readImports()).map(ring => ring.join(' <-> '))).toEqual([]);
});
