import { expect, test } from 'vitest';

import { seenLabels } from './seen-labels.ts';

const labelsOf = (code: string) => seenLabels({ 'a.test.mjs': code }).map(({ check, text }) => [check, text]);

test('a label belongs to the check in which it stands', () => {
  const code = `check('a', t => { t.equal(1, 2, 'the sum'); t.evidence('sent', 1); });
    attack('b', { legit: 'a' }, async t => { await t.within(9, p, 'an answer'); t.ok(x, 'x is there'); });`;
  expect(labelsOf(code)).toEqual([
    ['a', 'the sum'],
    ['a', 'sent'],
    ['b', 'an answer'],
    ['b', 'x is there'],
  ]);
});

test('a label that has an outcome is not shown, as the outcome has words', () => {
  expect(labelsOf(`check('a', t => { t.fail('lost', 'lost'); t.equal(1, 2, 'the sum', 'sum'); });`)).toEqual([]);
});

test('an outcome that is only sometimes there leaves the label to be shown', () => {
  expect(labelsOf(`check('a', t => t.equal(1, 2, 'the sum', odd ? 'sum' : undefined));`)).toEqual([['a', 'the sum']]);
});

test('the holes of a template are counted, and both ends of a condition are labels', () => {
  const code = 'check("a", t => { t.evidence(`byte ${at} of ${all}`, 1); t.evidence(on ? "on" : "off", 1); });';
  expect(labelsOf(code)).toEqual([
    ['a', 'byte {1} of {2}'],
    ['a', 'on'],
    ['a', 'off'],
  ]);
});

test('a label is followed through the functions that hand it on', () => {
  const code = `check('a', t => outer(t, 1, 'the sum'));
    function outer(t, value, what) { inner(what, t, value); }
    function inner(label, t, value) { t.equal(value, 2, label); t.evidence('of all', value); }`;
  expect(labelsOf(code)).toEqual([
    ['a', 'the sum'],
    [undefined, 'of all'],
  ]);
});

test('calls of the same name on something else are no labels', () => {
  expect(labelsOf(`check('a', () => { assert.equal(1, 2, 'no'); list.fail('no'); });`)).toEqual([]);
});

test('the place of a label is told', () => {
  expect(
    seenLabels({ 'a.test.mjs': `\n\ncheck('a', t => t.evidence('x', 1));`, 'note.txt': `t.evidence('y', 1)` }),
  ).toEqual([{ text: 'x', check: 'a', file: 'a.test.mjs', line: 3 }]);
});
