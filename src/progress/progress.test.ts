import { beforeEach, describe, expect, it } from 'vitest';
import { readLesson, recordHints, recordSolutionSeen, recordTry, recordVisit } from './attempts.ts';
import { changedFiles, codeName } from './code.ts';
import { COPIES_KEPT, dropCopy, keepCopy, listCopies } from './copies.ts';
import { keepDraft } from './draft-keeper.ts';
import { FakeStorage } from '../../testing/fake-storage.ts';
import { loadProgress, onProgressChange } from './index.ts';
import { createStore, type Store } from './store.ts';

let storage: FakeStorage;
let store: Store;

beforeEach(() => {
  storage = new FakeStorage();
  store = createStore(storage);
});

function tried(statuses: Record<string, 'pass' | 'fail'>, at = 1): void {
  recordTry(store, 'echo', {
    statuses,
    passed: Object.values(statuses).every(status => status === 'pass'),
    code: 'c',
    at,
  });
}

describe('attempts', () => {
  it('count tries and keep the best result and the first time everything passed', () => {
    tried({ a: 'pass', b: 'fail' }, 1);
    tried({ a: 'pass', b: 'pass' }, 2);
    tried({ a: 'fail', b: 'fail' }, 3);
    tried({ a: 'pass', b: 'pass' }, 4);
    const { tries, best, passedAt, last } = readLesson(store, 'echo');
    expect({ tries, best, passedAt, last: last?.at }).toEqual({ tries: 4, best: 2, passedAt: 2, last: 4 });
  });

  it('of a part of the checks are tries, and neither a best result nor a pass', () => {
    tried({ a: 'pass', b: 'fail', c: 'fail' }, 1);
    recordTry(store, 'echo', { statuses: { b: 'pass', c: 'pass' }, passed: true, part: true, code: 'c', at: 2 });
    expect(readLesson(store, 'echo')).toMatchObject({
      tries: 2,
      best: 1,
      last: { statuses: { a: 'pass', b: 'pass', c: 'pass' }, at: 2 },
    });
    expect(readLesson(store, 'echo').passedAt).toBeUndefined();
    recordTry(store, 'echo', { statuses: { b: 'pass' }, passed: true, part: true, code: 'other', at: 3 });
    expect(readLesson(store, 'echo').last?.statuses).toEqual({ b: 'pass' });
  });

  it('that pass once the solution was shown say so, and one that passed before stays as it was', () => {
    tried({ a: 'pass' }, 1);
    recordSolutionSeen(store, 'echo');
    tried({ a: 'pass' }, 2);
    recordSolutionSeen(store, 'aead');
    recordTry(store, 'aead', { statuses: { a: 'pass' }, passed: true, code: 'c', at: 3 });
    expect(loadProgress(store).lessons).toEqual({ echo: 'passed', aead: 'shown' });
  });

  it('of before that was noted are still read, as passed', () => {
    const old = { v: 1, tries: 1, hints: 0, solution: true, best: 1, passedAt: 5 };
    storage.setItem('handshake/lesson/echo', JSON.stringify(old));
    expect(loadProgress(store).lessons).toEqual({ echo: 'passed' });
  });

  it('never close a hint again, and remember that the solution was seen', () => {
    recordHints(store, 'echo', 2);
    recordHints(store, 'echo', 1);
    recordSolutionSeen(store, 'echo');
    expect(readLesson(store, 'echo')).toMatchObject({ hints: 2, solution: true });
  });

  it('start from nothing when their record is damaged', () => {
    storage.setItem('handshake/lesson/echo', '{"v":1,"tries":-4}');
    expect(readLesson(store, 'echo').tries).toBe(0);
    expect(storage.key(0)).toContain('handshake/damaged/');
  });

  it('of two tabs add up', () => {
    const other = createStore(storage);
    tried({ a: 'fail' });
    recordTry(other, 'echo', { statuses: { a: 'fail' }, passed: false, code: 'd', at: 2 });
    expect(readLesson(store, 'echo').tries).toBe(2);
  });
});

describe('kept copies', () => {
  const keep = (text: string, at: number): string | undefined =>
    keepCopy(store, 'echo', { files: { 'echo.mjs': text }, reason: 'reset', at });

  it('come newest first, and only of that lesson', () => {
    keep('first', 1);
    keep('second', 2);
    keepCopy(store, 'echo-two', { files: { x: 'y' }, reason: 'reset', at: 3 });
    expect(listCopies(store, 'echo').map(copy => copy.files['echo.mjs'])).toEqual(['second', 'first']);
  });

  it('hold the same code once', () => {
    keep('same', 1);
    keep('same', 2);
    expect(listCopies(store, 'echo').map(copy => copy.at)).toEqual([2]);
  });

  it('are not made of an untouched starter', () => {
    expect(keepCopy(store, 'echo', { files: {}, reason: 'reset', at: 1 })).toBeUndefined();
    expect(listCopies(store, 'echo')).toEqual([]);
  });

  it('are bounded, and the oldest go', () => {
    for (let at = 1; at <= COPIES_KEPT + 3; at++) keep(`text ${at}`, at);
    const times = listCopies(store, 'echo').map(copy => copy.at);
    expect([times.length, times.at(-1)]).toEqual([COPIES_KEPT, 4]);
  });

  it('are kept by the order of their making, whatever the clock says', () => {
    for (let at = 1; at <= COPIES_KEPT; at++) keep(`ahead ${at}`, 1e12 + at);
    keep('after the clock was set back', 5);
    const texts = listCopies(store, 'echo').map(copy => copy.files['echo.mjs']);
    expect([texts.length, texts[0], texts.at(-1)]).toEqual([COPIES_KEPT, 'after the clock was set back', 'ahead 2']);
  });

  it('of before there was an order are still read, by their dates, as older than all made since', () => {
    for (const at of [7, 9, 8]) {
      storage.setItem(
        `handshake/copy/echo/${at}-0-abc`,
        JSON.stringify({ v: 1, files: { 'echo.mjs': `old ${at}` }, reason: 'reset', at }),
      );
    }
    keep('new', 1);
    expect(listCopies(store, 'echo').map(copy => copy.files['echo.mjs'])).toEqual(['new', 'old 9', 'old 8', 'old 7']);
  });

  it("that storage has no room for take nobody's place", () => {
    keep('same', 1);
    storage.quota = 150;
    keep('same', 2);
    expect(listCopies(createStore(storage), 'echo').map(copy => copy.files['echo.mjs'])).toEqual(['same']);
  });

  it('can be dropped', () => {
    const id = keep('x', 1)!;
    dropCopy(store, 'echo', id);
    expect(listCopies(store, 'echo')).toEqual([]);
  });
});

describe('the code of a lesson', () => {
  it('has a name that changes with any file, its name and its order of writing not', () => {
    const name = codeName({ 'a.mjs': 'x', 'b.mjs': 'y' });
    expect(codeName({ 'b.mjs': 'y', 'a.mjs': 'x' })).toBe(name);
    const others: Record<string, string>[] = [
      { 'a.mjs': 'x', 'b.mjs': 'z' },
      { 'a.mjs': 'xy', 'b.mjs': '' },
      { 'a.mjs': 'x' },
    ];
    for (const other of others) expect(codeName(other)).not.toBe(name);
  });

  it('is drafted only where it differs from the starter', () => {
    expect(changedFiles({ 'a.mjs': 'x', 'b.mjs': 'new' }, { 'a.mjs': 'x', 'b.mjs': 'old' })).toEqual({
      'b.mjs': 'new',
    });
  });
});

describe('the course map', () => {
  it('is told of lessons started and passed and where the reader was', () => {
    const draft = keepDraft({ store, slug: 'aead', version: 'v1' });
    draft.edit({ 'seal.mjs': 'x' });
    draft.flush();
    recordHints(store, 'passwords', 1);
    tried({ a: 'pass' });
    recordVisit(store, { lang: 'ko', path: '/ko/sockets/echo/' });
    expect(loadProgress(store)).toEqual({
      lastLesson: { lang: 'ko', path: '/ko/sockets/echo/' },
      lessons: { aead: 'started', passwords: 'started', echo: 'passed' },
    });
  });

  it('sees nothing in a store that holds nothing, or nothing readable', () => {
    storage.setItem('handshake/draft/x', 'garbage');
    storage.setItem('handshake/lesson/y', '[]');
    storage.setItem('handshake/last', '"somewhere"');
    expect(loadProgress(store)).toEqual({ lessons: {} });
    expect(loadProgress(createStore(undefined))).toEqual({ lessons: {} });
  });

  it('is told of a change here and in another tab, and of nothing else', () => {
    const [here, there] = [storage.tab(), storage.tab()];
    const mine = createStore(storage, here);
    let told = 0;
    const stop = onProgressChange(() => told++, mine);
    mine.set('theme', 'dark');
    expect(told).toBe(0);
    recordHints(mine, 'echo', 1);
    storage.deliver(there, 'handshake/lesson/echo');
    expect(told).toBe(2);
    stop();
    recordHints(mine, 'echo', 2);
    expect(told).toBe(2);
  });
});
