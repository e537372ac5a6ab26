import { expect, test } from 'vitest';
import { FilesView, type Look } from './files-view.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const look = (number: number, files: Record<string, string | undefined>, withheld: string[] = []): Look => ({
  number,
  files: new Map(Object.entries(files).map(([path, text]) => [path, text === undefined ? undefined : bytes(text)])),
  withheld,
});
const texts = (view: FilesView): Record<string, string> =>
  Object.fromEntries(
    Object.entries(view.files).map(([path, content]) => [path, new TextDecoder().decode(content as Uint8Array)]),
  );

test('what is the same on both sides is neither written nor told', () => {
  const view = new FilesView({ 'work/a': 'a', 'work/b': bytes('b') });
  expect(view.mount({ 'work/a': bytes('a'), 'work/b': 'b' })).toBeUndefined();
  expect(view.take(look(0, { 'work/a': 'a', 'work/b': 'b' }))).toBeUndefined();
});

test('a mount writes what differs, removes what was mounted, and leaves what programs have made', () => {
  const view = new FilesView({ 'work/a': 'a', 'work/b': 'b', 'check/c': 'c' });
  view.take(look(0, { 'work/made': 'made' }));
  const mount = view.mount({ 'work/a': 'A', 'work/new': 'new' });
  expect(mount).toEqual({
    removed: ['work/b', 'check/c'],
    written: { 'work/a': bytes('A'), 'work/new': bytes('new') },
    number: 1,
  });
  expect(texts(view)).toEqual({ 'work/a': 'A', 'work/new': 'new', 'work/made': 'made' });
});

test('what programs have removed is written again when it is mounted again, and not removed twice', () => {
  const view = new FilesView({ 'work/a': 'a', 'work/b': 'b' });
  expect(view.take(look(0, { 'work/a': undefined, 'work/b': undefined }))).toMatchObject({
    removed: ['work/a', 'work/b'],
  });
  expect(view.mount({ 'work/a': 'a' })).toEqual({ removed: [], written: { 'work/a': bytes('a') }, number: 1 });
});

test('a look from before our change of a file tells nothing of it, and all of the others', () => {
  const view = new FilesView({ 'work/a': 'a' });
  view.mount({ 'work/a': 'ours' });
  expect(view.take(look(0, { 'work/a': 'theirs', 'work/b': 'b' }))).toEqual({
    written: { 'work/b': bytes('b') },
    removed: [],
    withheld: [],
    overwritten: { 'work/a': bytes('theirs') },
  });
  expect(texts(view)).toEqual({ 'work/a': 'ours', 'work/b': 'b' });
  expect(view.take(look(1, { 'work/a': 'theirs, later' }))).toMatchObject({
    written: { 'work/a': bytes('theirs, later') },
  });
});

test('an older text of ours is nothing that a program had written', () => {
  const view = new FilesView({ 'work/a': 'a' });
  view.mount({ 'work/a': 'one' });
  view.mount({ 'work/a': 'two' });
  view.mount({ 'work/a': 'three' });
  expect(view.take(look(1, { 'work/a': 'one' }))).toBeUndefined();
  expect(view.take(look(2, { 'work/a': 'two' }))).toBeUndefined();
  expect(view.take(look(2, { 'work/a': 'theirs' }))).toMatchObject({ overwritten: { 'work/a': bytes('theirs') } });
  expect(view.take(look(3, { 'work/a': 'three' }))).toBeUndefined();
});

test('a file that is only named is no longer known by its old content', () => {
  const view = new FilesView({ 'work/a': 'a' });
  expect(view.take(look(0, {}, ['work/a']))).toEqual({ written: {}, removed: [], withheld: ['work/a'] });
  expect(texts(view)).toEqual({});
});
