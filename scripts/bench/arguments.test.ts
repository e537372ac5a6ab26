import { expect, test } from 'vitest';

import { PARTS, readArguments } from './arguments.ts';

test('without arguments everything is measured, beside nothing, as often as each part wants', () => {
  expect(readArguments([])).toEqual({ parts: PARTS });
});

test('another checkout, a number of rounds and one part can be asked for', () => {
  expect(readArguments(['--beside', '../old', '--rounds=3', '--only', 'lived-in'])).toEqual({
    parts: ['lived-in'],
    beside: '../old',
    rounds: 3,
  });
});

test('how long a class is at work can be asked for', () => {
  expect(readArguments(['--only=class', '--seconds=120'])).toEqual({ parts: ['class'], seconds: 120 });
});

test.for([
  [['--seconds', '0'], '--seconds 0 is no length of time; write seconds from 1 to 9999'],
  [['--rounds', '0'], '--rounds 0 is no number of rounds; write one from 1 to 99'],
  [['--rounds', 'many'], '--rounds many is no number of rounds'],
  [['--only', 'lived'], '--only lived is no part of the bench; did you mean "lived-in"?'],
  [['--beside='], '--beside wants a folder'],
  [['--beside'], 'there are --beside <folder>'],
  [['--besides', '../old'], 'there are --beside <folder>'],
  [['../old'], 'there are --beside <folder>'],
  [['--beside', '../old', '--only', 'site'], '--beside is about the part lived-in'],
] as const)('%j is refused with what to write instead', ([args, message]) => {
  expect(() => readArguments(args)).toThrow(message);
});
