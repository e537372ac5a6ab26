import { expect, test } from 'vitest';

import { placeOfRow } from './use-wanted-row.ts';

const said = [
  ['client', 'data'],
  ['server', 'data'],
  ['client', 'Certificate'],
  ['client', 'data'],
] as const;
const messages = said.map(([side, name]) => ({ side, name }) as Parameters<typeof placeOfRow>[0][number]);

test('a row is found by its name, its side and its place among those', () => {
  expect(placeOfRow(messages, { message: 'data', from: 'client', nth: 2 })).toBe(3);
  expect(placeOfRow(messages, { message: 'data', from: 'server', nth: 1 })).toBe(1);
});

test('there may be none', () => {
  expect(placeOfRow(messages, { message: 'data', from: 'client', nth: 3 })).toBeUndefined();
  expect(placeOfRow(messages, { message: 'Certificate', from: 'server', nth: 1 })).toBeUndefined();
});
