import { beforeEach, expect, test } from 'vitest';

import { FakeStorage } from '../../../testing/fake-storage.ts';
import { exerciseSchema } from '../../course/exercise.ts';
import { createStore } from '../../progress/index.ts';
import { packCode } from '../share/code-link.ts';
import { Code } from './code.ts';
import { SharedCode } from './shared-code.ts';

const STARTER = { 'seal.mjs': 'start' };
const exercise = exerciseSchema.parse({ entry: 'seal.mjs', files: { 'seal.mjs': 'edit' }, needs: [], steps: [['a']] });
const link = (text: string, lesson = 'seal') => packCode({ lesson, version: '1', files: { 'seal.mjs': text } });

let code: Code;
let shared: SharedCode;
beforeEach(() => {
  const storage = new FakeStorage();
  code = new Code({ slug: 'seal', exercise, starter: STARTER, version: '1', isHidden: () => false, now: () => 1 });
  code.attach(createStore(storage, storage.tab()));
  code.edit('seal.mjs', 'mine');
  shared = new SharedCode(code, 'seal', exercise.files);
});

test('a link offers its code and changes nothing', async () => {
  await shared.take(await link('theirs'));
  expect(shared.offered.value).toMatchObject({ kind: 'code', shared: { files: { 'seal.mjs': 'theirs' } } });
  expect(code.files.value).toEqual({ 'seal.mjs': 'mine' });
  expect(code.copies.value).toEqual([]);
});

test('code taken over keeps one’s own as a version', async () => {
  await shared.take(await link('theirs'));
  shared.accept();
  expect(code.files.value).toEqual({ 'seal.mjs': 'theirs' });
  expect(code.copies.value).toMatchObject([{ reason: 'shared', files: { 'seal.mjs': 'mine' } }]);
  expect(shared.offered.value).toBeUndefined();
});

test('a link that was left does not come back by the same address, and another one does', async () => {
  const fragment = await link('theirs');
  await shared.take(fragment);
  shared.leave();
  await shared.take(fragment);
  expect(shared.offered.value).toBeUndefined();
  await shared.take(await link('other'));
  expect(shared.offered.value?.kind).toBe('code');
  expect(code.files.value).toEqual({ 'seal.mjs': 'mine' });
});

test('code like one’s own is only said to be so', async () => {
  await shared.take(await link('mine'));
  expect(shared.offered.value).toEqual({ kind: 'same' });
});

test.each([
  ['another lesson', () => link('theirs', 'echo'), 'other-lesson'],
  ['a damaged link', async () => (await link('theirs')).slice(0, -4), 'damaged'],
])('%s is told, and cannot be taken over', async (_, fragment, problem) => {
  await shared.take(await fragment());
  expect(shared.offered.value).toMatchObject({ kind: 'problem', problem: { code: problem } });
  shared.accept();
  expect(code.files.value).toEqual({ 'seal.mjs': 'mine' });
});

test('an ordinary fragment is none of its business', async () => {
  await shared.take('#checks');
  expect(shared.offered.value).toBeUndefined();
});
