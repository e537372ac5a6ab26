import { beforeEach, expect, test } from 'vitest';

import { FakeStorage } from '../../testing/fake-storage.ts';
import { mergeLessons, readLesson, recordTry } from './attempts.ts';
import { loadProgress } from './index.ts';
import { questionsOf, recallsDue, recordRecalled, twinsDue } from './recall.ts';
import { createStore, type Store } from './store.ts';
import { exportProgress, importProgress } from './transfer.ts';

const DAY = 24 * 60 * 60 * 1000;
const START = 1_000_000;
const days = (n: number): number => START + n * DAY;

let store: Store;
beforeEach(() => {
  store = createStore(new FakeStorage());
});

function pass(slug: string, at = START): void {
  recordTry(store, slug, { statuses: { a: 'pass' }, passed: true, code: 'c', at });
}
const due = (now: number): string[] => recallsDue(store, now).map(({ slug, round }) => `${slug} ${round}`);

test('a lesson that was passed comes up after 1, 7 and 21 days, and then no more', () => {
  pass('echo');
  expect(due(days(1) - 1)).toEqual([]);
  expect(due(days(1))).toEqual(['echo 0']);
  recordRecalled(store, 'echo', days(1));
  expect([due(days(6.9)), due(days(7))]).toEqual([[], ['echo 1']]);
  recordRecalled(store, 'echo', days(7));
  expect([due(days(20.9)), due(days(21))]).toEqual([[], ['echo 2']]);
  recordRecalled(store, 'echo', days(21));
  expect(due(days(1000))).toEqual([]);
});

test('who comes late gets one round a day, not all at once', () => {
  pass('echo');
  expect(due(days(30))).toEqual(['echo 0']);
  recordRecalled(store, 'echo', days(30));
  expect([due(days(30.5)), due(days(31))]).toEqual([[], ['echo 1']]);
});

test('a lesson that was only tried never comes up, and the longest waiting comes first', () => {
  recordTry(store, 'tried', { statuses: { a: 'fail' }, passed: false, code: 'c', at: START });
  pass('aead', START + 5);
  pass('zero', START);
  expect(due(days(2))).toEqual(['zero 0', 'aead 0']);
});

test('leaving it costs nothing: it is due on the next day as well', () => {
  pass('echo');
  expect(due(days(1))).toEqual(due(days(3)));
});

test('each round has two questions, other ones as far as there are more', () => {
  expect([0, 1, 2].map(round => questionsOf(['a', 'b', 'c'], round))).toEqual([
    ['a', 'b'],
    ['c', 'a'],
    ['b', 'c'],
  ]);
  expect(questionsOf([], 0)).toEqual([]);
});

test('what has come up goes along in the file, and the browser that knows more keeps it', async () => {
  pass('echo');
  recordRecalled(store, 'echo', days(1));
  const other = createStore(new FakeStorage());
  await importProgress(other, exportProgress(store));
  expect(readLesson(other, 'echo').recalled).toEqual([days(1)]);
  const here = readLesson(store, 'echo');
  expect(mergeLessons({ ...here, recalled: [1, 2] }, here).recalled).toEqual([1, 2]);
});

test('a lesson’s twin comes up a week after the lesson was passed, until it is passed or put off', () => {
  pass('echo', days(1));
  pass('aead');
  expect([twinsDue(store, days(6.9)), twinsDue(store, days(7)), twinsDue(store, days(8))]).toEqual([
    [],
    ['aead'],
    ['aead', 'echo'],
  ]);
  pass('aead-twin', days(8));
  recordRecalled(store, 'echo-twin', days(8));
  expect(twinsDue(store, days(100))).toEqual([]);
});

test('a twin that was passed counts in no tally, and asks no questions of its own', () => {
  pass('aead-twin');
  expect(loadProgress(store).lessons).toEqual({});
  expect(due(days(30))).toEqual([]);
});

test('a twin goes along in the file of all progress, and is no lesson there either', async () => {
  pass('echo');
  pass('echo-twin');
  const other = createStore(new FakeStorage());
  expect(await importProgress(other, exportProgress(store))).toMatchObject({ ok: true, lessons: 1 });
  expect(readLesson(other, 'echo-twin').passedAt).toBe(START);
});
