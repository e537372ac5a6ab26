import { expect, test } from 'vitest';

import { figuresTable, measureInTurn, type Sample } from './figures.ts';

const sides = [{ name: 'here' }, { name: 'there' }];
const silent = (): void => {};

/** A measurement that gives these samples one after the other, by side. */
const of = (samples: Record<string, (Sample | Error)[]>, asked: string[] = []) => ({
  title: 'visits',
  rounds: 3,
  measure: ({ name }: { name: string }) => {
    asked.push(name);
    const next = samples[name]!.shift()!;
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  },
});

test('sides are measured in turn, in every second round in the other order', async () => {
  const asked: string[] = [];
  const same = [{}, {}, {}];
  await measureInTurn(of({ here: [...same], there: [...same] }, asked), sides, silent);
  expect(asked).toEqual(['here', 'there', 'there', 'here', 'here', 'there']);
});

test('the median is told by row and side, of the rounds that have a figure', async () => {
  const here = [{ 'ready, s': 3 }, { 'ready, s': 1 }, { 'ready, s': 2 }];
  const there = [{ 'ready, s': 4 }, { 'ready, s': NaN }, { 'ready, s': 5 }];
  const figures = await measureInTurn(of({ here, there }), sides, silent);
  expect(figures.sides).toEqual([{ 'ready, s': 2 }, { 'ready, s': 4.5 }]);
});

test('a round that comes to nothing is told, and the others count', async () => {
  const here = [{ 'ready, s': 3 }, new Error('no machine\nat …'), { 'ready, s': 3 }];
  const there = [new Error('gone'), new Error('gone'), new Error('gone')];
  const { sides: medians, lost } = await measureInTurn(of({ here, there }), sides, silent);
  expect(medians).toEqual([{ 'ready, s': 3 }, {}]);
  expect(lost).toEqual(expect.arrayContaining(['here, round 2: no machine', 'there, round 3: gone']));
});

test('two sides stand beside each other with their ratio, and a dash where one cannot', () => {
  const both: Sample[] = [{ 'ready, s': 2.5, lines: 21 }, { 'ready, s': 12.34 }];
  const figures = { title: '', rounds: 1, lost: [], sides: both };
  expect(figuresTable(figures, ['here', 'there'])).toBe(
    `
|          | here | there | ratio |
| -------- | ---- | ----- | ----- |
| ready, s | 2.50 | 12.3  | 0.20  |
| lines    | 21   | -     | -     |`.trimStart(),
  );
});

test('one side alone has no ratio', () => {
  expect(figuresTable({ title: '', rounds: 1, lost: [], sides: [{ lines: 21 }] }, ['here'])).toBe(
    `
|       | here |
| ----- | ---- |
| lines | 21   |`.trimStart(),
  );
});
