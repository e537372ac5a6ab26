import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { inProject } from '../../../project.server.ts';
import { readFile } from '../../../wire/read.ts';
import { endOfStep, lastOfAttacker, ofSpan } from './attack.ts';

const reading = readFile(new Uint8Array(readFileSync(inProject('testing/wire/fixture/mutual-13.pcapng'))))!;
const { messages } = reading;

test('the message that should have been refused is the last one of the attacker, not the end of the connection', () => {
  expect(messages[lastOfAttacker(messages, 'client')]).toMatchObject({ side: 'client', name: 'application data' });
  expect(messages[lastOfAttacker(messages, 'server')]).toMatchObject({ side: 'server', name: 'application data' });
  expect(lastOfAttacker([], 'client')).toBe(-1);
});

test('a replay shows one message more with each step, and mere segments with the one before', () => {
  const spoken = messages.filter(({ quiet }) => !quiet);
  const shown = (step: number) => messages.slice(0, endOfStep(messages, step));
  expect(shown(1)).toEqual([spoken[0]]);
  for (const step of [2, 5, spoken.length]) expect(shown(step).at(-1)).toBe(spoken[step - 1]);
  expect(shown(spoken.length + 1)).toEqual(messages);
});

test('a check has the messages of its time', () => {
  const at = messages[3]!.time * 1000;
  expect(ofSpan(reading, { from: 0, to: at }).messages.every(({ time }) => time * 1000 < at)).toBe(true);
  expect(ofSpan(reading, { from: 0, to: Infinity }).messages).toEqual(messages);
});
