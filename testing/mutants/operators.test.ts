import { expect, test } from 'vitest';

import { mutantsOf, type Operator } from './operators.ts';

/** The file with each mutant of one operator. */
const by = (operator: Operator, text: string) =>
  mutantsOf('a.mjs', text)
    .filter(mutant => mutant.operator === operator)
    .map(mutant => mutant.text);

test('a condition is the other way round, each side of && and || by itself', () => {
  expect(by('condition', 'if (a && (b || c)) d();')).toEqual([
    'if (!(a) && (b || c)) d();',
    'if (a && (!(b) || c)) d();',
    'if (a && (b || !(c))) d();',
  ]);
  expect(by('condition', 'const x = a === b ? 1 : 2;')).toEqual(['const x = !(a === b) ? 1 : 2;']);
  expect(by('condition', 'while (a) b();')).toEqual(['while (!(a)) b();']);
});

test('a call is dropped where nobody uses what it gives', () => {
  expect(by('call', 'a();\nconst b = c();\nawait d.e();')).toEqual([
    ';\nconst b = c();\nawait d.e();',
    'a();\nconst b = c();\n;',
  ]);
});

test('a constant is another one, but neither what is imported nor a name nor a directive', () => {
  expect(by('constant', `'use strict';\nimport x from 'y';\nf({ 'k': 12 }, '', 'z', true);`).map(last)).toEqual([
    `f({ 'k': (12 + 1) }, '', 'z', true);`,
    `f({ 'k': 12 }, 'x', 'z', true);`,
    `f({ 'k': 12 }, '', '', true);`,
    `f({ 'k': 12 }, '', 'z', false);`,
  ]);
});

test('an object has a property less, and is still an object', () => {
  expect(by('property', 'f({ a: 1, b, ...c });')).toEqual([
    'f({  b, ...c });',
    'f({ a: 1,  ...c });',
    'f({ a: 1, b,  });',
  ]);
  expect(by('property', 'const { a = 1 } = b;')).toEqual([]);
});

test('a promise is not waited for', () => {
  expect(by('await', 'const a = await b(await c);')).toEqual(['const a = b(await c);', 'const a = await b(c);']);
});

test('a mutant says where it is, by line and by the line’s text', () => {
  expect(mutantsOf('a.mjs', 'x;\n  return 2;\n')[0]).toMatchObject({ line: 2, source: 'return 2;', from: '2' });
});

function last(text: string): string {
  return text.split('\n').at(-1)!;
}
