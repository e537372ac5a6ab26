import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { OWN_LETTERS } from './emulator/protocol.ts';
import { inProject } from './project.server.ts';
import { streamLines, streams } from './streams.ts';

const guest = (name: string): string => readFileSync(inProject('image/guest', name), 'utf8');

test('no letter is used twice, nor by another frame of the guest', () => {
  const letters = [...OWN_LETTERS, ...streams().map(([, { letter }]) => letter)];
  expect(new Set(letters).size).toBe(letters.length);
  expect(letters.filter(letter => !/^[a-z]$/.test(letter))).toEqual([]);
});

test("no descriptor is used twice, nor is it one of the guest's own, which are the same on both of its sides", () => {
  const own = { ORDER: 4, STATE: 5, KEYS: 6 };
  expect(guest('supervisor.pl')).toContain(`ORDER => ${own.ORDER}, STATE => ${own.STATE}, KEYS => ${own.KEYS}`);
  for (const [name, fd] of Object.entries(own)) expect(guest('zygote.cjs')).toContain(`const ${name} = ${fd};`);
  const taken = [0, ...Object.values(own), ...streams().map(([, { descriptor }]) => descriptor)];
  expect(new Set(taken).size).toBe(taken.length);
  // The supervisor moves them out of each other's way by 40.
  expect(Math.max(...taken)).toBeLessThan(20);
});

test('the guest gets a line for each', () => {
  expect(streamLines()).toBe('1 o\n2 e\n3 r REPORT_FD\n');
});
