import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { FakeStorage } from '../../../testing/fake-storage.ts';
import { exerciseSchema } from '../../course/exercise.ts';
import { createStore, exportProgress, importProgress, type Store } from '../../progress/index.ts';
import { Code } from './code.ts';

const STARTER = { 'seal.mjs': 'start', 'demo.mjs': 'demo' };
const exerciseOf = (files: Record<string, string>) =>
  exerciseSchema.parse({ entry: 'seal.mjs', run: 'demo.mjs', files, needs: [], steps: [['a']] });
const exercise = exerciseOf({ 'seal.mjs': 'edit', 'demo.mjs': 'scratch' });

let store: Store;
let detach: () => void;
const open = (options: Partial<ConstructorParameters<typeof Code>[0]> = {}, into = store): Code => {
  const code = new Code({
    ...{ slug: 'seal', exercise, starter: STARTER, version: '1', isHidden: () => false, now: () => 1 },
    ...options,
  });
  const before = detach;
  const stop = code.attach(into);
  detach = () => (before(), stop());
  return code;
};

let code: Code;
beforeEach(() => {
  vi.useFakeTimers();
  detach = () => {};
  const storage = new FakeStorage();
  store = createStore(storage, storage.tab());
  code = open();
});
afterEach(() => {
  detach();
  vi.useRealTimers();
});

test('a file of one’s own is made, written, renamed and run with the rest, and survives a reload', () => {
  code.make('notes.mjs');
  code.edit('notes.mjs', 'mine');
  code.rename('notes.mjs', 'tries.mjs');
  code.flush();
  const again = open();
  expect(again.own.value).toEqual(['tries.mjs']);
  expect(again.files.value).toEqual({ ...STARTER, 'tries.mjs': 'mine' });
});

test('a name that will not do makes no file', () => {
  for (const name of ['seal.mjs', '../x.mjs', 'package.json', '']) code.make(name);
  expect(code.own.value).toEqual([]);
  for (let n = 0; n < 20; n++) code.make(`a${n}.mjs`);
  expect(code.own.value).toHaveLength(12);
  expect(code.nameProblem('b.mjs')).toBe('many');
  expect(code.nameProblem('a1.mjs', 'a1.mjs')).toBeUndefined();
});

test('Delete can be undone, whatever was written since, and leaves a copy', () => {
  code.make('notes.mjs');
  code.edit('notes.mjs', 'mine');
  code.remove('notes.mjs');
  expect(code.files.value).toEqual(STARTER);
  expect(code.copies.value).toMatchObject([{ reason: 'delete', files: { '+notes.mjs': 'mine' } }]);
  code.edit('seal.mjs', 'written since');
  code.undo();
  expect(code.files.value).toEqual({ ...STARTER, 'seal.mjs': 'written since', 'notes.mjs': 'mine' });
});

test('a new name can be taken back, and keeps what was written under it', () => {
  code.make('notes.mjs');
  code.rename('notes.mjs', 'tries.mjs');
  code.edit('tries.mjs', 'written since');
  code.undo();
  expect(code.files.value).toEqual({ ...STARTER, 'notes.mjs': 'written since' });
});

test('Reset, the solution, a new start and an earlier version leave files of one’s own', () => {
  code.edit('seal.mjs', 'mine');
  code.make('notes.mjs');
  code.reset();
  expect(code.files.value).toEqual({ ...STARTER, 'notes.mjs': '' });
  code.make('later.mjs');
  code.undo();
  expect(Object.keys(code.files.value)).toEqual(['seal.mjs', 'demo.mjs', 'later.mjs', 'notes.mjs']);
  code.takeSolution({ 'seal.mjs': 'solved' });
  code.edit('seal.mjs', 'other');
  code.takeNewStarter();
  code.bring(code.copies.value.find(({ files }) => files['seal.mjs'] === 'mine')!);
  expect(code.files.value).toMatchObject({ 'seal.mjs': 'mine', 'notes.mjs': '', 'later.mjs': '' });
});

test('there is nothing to reset where only a file of one’s own is there', () => {
  code.make('notes.mjs');
  expect(code.changed.value).toBe(false);
});

test('Check gets a file of one’s own only where the answer uses it', () => {
  code.make('helper.mjs');
  code.edit('helper.mjs', 'export const x = 1;');
  const name = code.name.value;
  expect(code.judged.value).toEqual(STARTER);
  code.edit('demo.mjs', "import './helper.mjs';");
  expect(code.judged.value).toEqual(STARTER);
  code.edit('helper.mjs', 'export const x = 2;');
  expect(code.name.value).toBe(name);
  code.edit('seal.mjs', "import { x } from './helper.mjs';");
  expect(code.judged.value).toMatchObject({ 'helper.mjs': 'export const x = 2;' });
  const used = code.name.value;
  code.edit('helper.mjs', 'export const x = 3;');
  expect(code.name.value).not.toBe(used);
});

test('a lesson that has a file of the same name by now leaves both', () => {
  code.make('notes.mjs');
  code.edit('notes.mjs', 'mine');
  code.flush();
  const later = open({
    exercise: exerciseOf({ 'seal.mjs': 'edit', 'demo.mjs': 'scratch', 'notes.mjs': 'edit' }),
    starter: { ...STARTER, 'notes.mjs': 'the lesson’s' },
    version: '2',
  });
  expect(later.files.value).toEqual({ ...STARTER, 'notes.mjs': 'the lesson’s', 'my-notes.mjs': 'mine' });
  later.edit('my-notes.mjs', 'written');
  expect(later.files.value).toMatchObject({ 'notes.mjs': 'the lesson’s', 'my-notes.mjs': 'written' });
});

test('files of one’s own go into an exported file and come out of it', async () => {
  code.make('notes.mjs');
  code.edit('notes.mjs', 'mine');
  code.flush();
  const elsewhere = new FakeStorage();
  const other = createStore(elsewhere, elsewhere.tab());
  await importProgress(other, exportProgress(store));
  expect(open({}, other).files.value).toEqual({ ...STARTER, 'notes.mjs': 'mine' });
});

test('a file made in one tab comes into another where nothing was written', () => {
  const storage = new FakeStorage();
  const here = storage.tab();
  const one = open({}, createStore(storage, here));
  const other = open({}, createStore(storage, storage.tab()));
  one.make('notes.mjs');
  one.flush();
  storage.deliver(here, 'handshake/draft/seal');
  expect(other.own.value).toEqual(['notes.mjs']);
});

test('somebody else’s code takes the place of one’s own, which is kept and can come back', () => {
  code.edit('seal.mjs', 'mine');
  code.make('notes.mjs');
  code.takeShared({ 'seal.mjs': 'theirs', '+helper.mjs': 'h' }, '1');
  expect(code.files.value).toEqual({ ...STARTER, 'seal.mjs': 'theirs', 'helper.mjs': 'h', 'notes.mjs': '' });
  expect(code.copies.value).toMatchObject([{ reason: 'shared', files: { 'seal.mjs': 'mine', '+notes.mjs': '' } }]);
  code.undo();
  expect(code.files.value).toEqual({ ...STARTER, 'seal.mjs': 'mine', 'notes.mjs': '' });
});

test('code that was written over another version of the lesson says so', () => {
  code.takeShared({ 'seal.mjs': 'theirs' }, '0');
  expect(code.outdated.value).toBe(true);
});
