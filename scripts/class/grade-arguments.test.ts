import { expect, test } from 'vitest';

import { readGradeArguments } from './grade-arguments.ts';

test('grading takes a database, and as many machines and as much memory as it is told', () => {
  expect(readGradeArguments(['--database', 'class.db'])).toEqual({ database: 'class.db' });
  expect(readGradeArguments(['--database', 'postgres://x/y', '--machines', '2', '--memory', '1024'])).toEqual({
    ...{ database: 'postgres://x/y', machines: 2, memoryBytes: 2 ** 30 },
  });
});

test.each([
  [[], '--database is missing'],
  [['--database', 'x', '--machines', '0'], '--machines 0 is no number from 1 to 64'],
  [['--database', 'x', '--memory', '1e9'], '--memory 1e9 is no number'],
  [['--databse', 'x'], "Unknown option '--databse'"],
])('what makes no sense is told with what to write: %j', (args, message) => {
  expect(() => readGradeArguments(args)).toThrow(message);
  expect(() => readGradeArguments(args)).toThrow('npm run class -- grade --database');
});
