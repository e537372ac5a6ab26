import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';

import { readLesson, recordTry } from './attempts.ts';
import { keepCopy, listCopies } from './copies.ts';
import { keepDraft } from './draft-keeper.ts';
import { FakeStorage } from '../../testing/fake-storage.ts';
import { codeAtRisk, draftTakenAway } from './leaving.ts';
import { createMirror, type Mirror } from './mirror.ts';
import { mirrorStore } from './mirrored-store.ts';
import { revisionOf } from './records.ts';
import { createStore, type Store, type StoreTrouble } from './store.ts';

const KEY = 'handshake/draft/echo';
/** Far above what a fake mirror takes; where the waiting itself is meant, a test says so. */
const PATIENCE = 60_000;
let storage: FakeStorage;
let name: string;
let names = 0;

beforeEach(() => {
  storage = new FakeStorage();
  name = `mirror ${names++}`;
});

/** A page that has opened in this browser, with all that was kept. */
async function openPage(local: Storage | null = storage, mirror: Mirror = createMirror(name)): Promise<Store> {
  const store = mirrorStore(createStore(local ?? undefined), mirror, revisionOf, PATIENCE);
  await new Promise<void>(resolve => {
    store.whenReady(resolve);
  });
  return store;
}

async function type(store: Store, text: string): Promise<void> {
  const keeper = keepDraft({ store, slug: 'echo', version: 'v1' });
  keeper.edit({ 'echo.mjs': text });
  keeper.dispose();
  await store.settled();
}

const draftIn = (store: Store): string | undefined =>
  keepDraft({ store, slug: 'echo', version: 'v1' }).files['echo.mjs'];

const refusing: Mirror = {
  entries: () => Promise.reject(new Error('no')),
  put: () => Promise.reject(new DOMException('no', 'QuotaExceededError')),
  remove: () => Promise.reject(new Error('no')),
};

describe('of the two places where a record is kept', () => {
  it('the one that a crash has set back loses to the other', async () => {
    const page = await openPage();
    await type(page, 'early');
    const [setBack, mirrored] = [storage.getItem(KEY)!, await createMirror(name).entries()];
    await type(page, 'late');
    const mirror = await createMirror(name).entries();
    storage.setItem(KEY, setBack);
    expect(draftIn(await openPage())).toBe('late');
    expect(storage.getItem(KEY)).toBe(mirror[0]![1]);
    name = 'set back';
    await createMirror(name).put(KEY, mirrored[0]![1], () => false);
    const after = await openPage();
    expect(draftIn(after)).toBe('late');
    await after.settled();
    expect(await createMirror(name).entries()).toEqual(mirror);
  });

  it.each([
    ['torn', '{"v":1,"files":{"ec'],
    ['of a wrong shape', '{"v":1,"files":7,"revision":99}'],
    ['gone', undefined],
  ])('the one that is %s loses to the whole one', async (_, text) => {
    await type(await openPage(), 'whole');
    if (text === undefined) storage.clear();
    else storage.setItem(KEY, text);
    const page = await openPage();
    expect([draftIn(page), page.keys('handshake/damaged/')]).toEqual(['whole', []]);
    await createMirror(name).put(KEY, text ?? '', () => false);
    const after = await openPage();
    await after.settled();
    expect([draftIn(after), (await createMirror(name).entries())[0]![1]]).toEqual(['whole', storage.getItem(KEY)]);
  });

  it('records of before there was a mirror go on, and are mirrored from then on', async () => {
    storage.setItem(
      KEY,
      JSON.stringify({ v: 1, files: { 'echo.mjs': 'old' }, version: 'v1', revision: 3, tab: 'a', at: 1 }),
    );
    storage.setItem('handshake/lesson/echo', JSON.stringify({ v: 1, tries: 4, hints: 0, solution: false, best: 2 }));
    await (await openPage()).settled();
    storage.clear();
    const page = await openPage();
    expect([draftIn(page), readLesson(page, 'echo').tries]).toEqual(['old', 4]);
  });

  it('copies and what was passed are in both', async () => {
    const page = await openPage();
    keepCopy(page, 'echo', { files: { 'echo.mjs': 'copied' }, reason: 'reset', at: 1 });
    recordTry(page, 'echo', { statuses: { a: 'pass' }, passed: true, code: 'c', at: 5 });
    recordTry(page, 'echo', { statuses: { a: 'fail' }, passed: false, code: 'd', at: 6 });
    await page.settled();
    storage.clear();
    const after = await openPage();
    expect(listCopies(after, 'echo').map(copy => copy.files['echo.mjs'])).toEqual(['copied']);
    expect(readLesson(after, 'echo')).toMatchObject({ tries: 2, passedAt: 5 });
  });

  it('a dropped copy is gone from both, and what is none of our records is in one', async () => {
    const page = await openPage();
    keepCopy(page, 'echo', { files: { 'echo.mjs': 'x' }, reason: 'reset', at: 1 });
    page.set('handshake/damaged/1/x', 'whatever');
    await page.settled();
    for (const key of page.keys('handshake/copy/')) page.remove(key);
    await page.settled();
    expect(await createMirror(name).entries()).toEqual([]);
  });
});

describe('a record that is removed and written anew', () => {
  it('is the new one in the mirror, though its revisions begin again', async () => {
    const page = await openPage();
    for (const text of ['one', 'two', 'three']) await type(page, text);
    page.remove(KEY);
    await type(page, 'begun anew');
    storage.clear();
    expect(draftIn(await openPage())).toBe('begun anew');
  });
});

describe('a mirror that is slow', () => {
  /** Answers when told to. */
  function slowMirror(): { mirror: Mirror; answer(): void } {
    const asked = Promise.withResolvers<void>();
    const mirror = createMirror(name);
    const entries = () => asked.promise.then(() => mirror.entries());
    return { mirror: { ...mirror, entries }, answer: asked.resolve };
  }

  const openImpatiently = async (mirror: Mirror): Promise<Store> => {
    const store = mirrorStore(createStore(storage), mirror, revisionOf, 0);
    await new Promise<void>(resolve => {
      store.whenReady(resolve);
    });
    return store;
  };

  it('is not waited for longer than patience, and what it has comes into an untouched editor', async () => {
    await type(await openPage(), 'newer');
    storage.clear();
    const { mirror, answer } = slowMirror();
    const page = await openImpatiently(mirror);
    const keeper = keepDraft({ store: page, slug: 'echo', version: 'v1' });
    expect(keeper.files).toEqual({});
    const told = new Promise<void>(resolve => {
      keeper.onChange(resolve);
    });
    answer();
    await told;
    expect([keeper.files, keeper.conflict]).toEqual([{ 'echo.mjs': 'newer' }, undefined]);
  });

  it('loses nothing of what was typed before it answered, and nothing of its own', async () => {
    await type(await openPage(), 'kept before');
    storage.clear();
    const { mirror, answer } = slowMirror();
    const page = await openImpatiently(mirror);
    const keeper = keepDraft({ store: page, slug: 'echo', version: 'v1', isHidden: () => true });
    keeper.edit({ 'echo.mjs': 'typed early' });
    keeper.flush();
    const told = new Promise<void>(resolve => {
      keeper.onChange(resolve);
    });
    answer();
    await told;
    expect(keeper.conflict).toMatchObject({
      mine: { 'echo.mjs': 'typed early' },
      theirs: { 'echo.mjs': 'kept before' },
    });
    keeper.resolve('mine');
    await page.settled();
    const after = await openPage();
    expect([draftIn(after), listCopies(after, 'echo')[0]!.files['echo.mjs']]).toEqual(['typed early', 'kept before']);
  });

  it('does not lose its whole draft because the torn one is looked at first', async () => {
    await type(await openPage(), 'whole');
    storage.setItem(KEY, 'torn');
    const { mirror, answer } = slowMirror();
    const store = mirrorStore(createStore(storage), mirror, revisionOf, PATIENCE);
    expect(draftIn(store)).toBeUndefined();
    answer();
    await new Promise<void>(resolve => {
      store.whenReady(resolve);
    });
    expect(draftIn(store)).toBe('whole');
  });
});

describe('storage that keeps nothing', () => {
  it('is no trouble while the mirror takes everything', async () => {
    for (const local of [null, Object.assign(new FakeStorage(), { refuses: true })]) {
      name = `alone ${names++}`;
      const page = await openPage(local);
      await type(page, 'in the mirror alone');
      expect([page.trouble, page.unsaved(''), codeAtRisk(page)]).toEqual([undefined, [], false]);
      expect(draftIn(await openPage(local))).toBe('in the mirror alone');
    }
  });

  it('is full or refused when the mirror takes nothing either, and says what would be lost', async () => {
    const full = new FakeStorage();
    full.setItem('other', 'x');
    full.quota = 10;
    for (const [local, trouble] of [
      [null, 'refused'],
      [full, 'full'],
    ] as const) {
      const page = await openPage(local, refusing);
      const told: (StoreTrouble | undefined)[] = [];
      page.onTrouble(trouble => told.push(trouble));
      await type(page, 'nowhere');
      expect([page.trouble, page.unsaved('handshake/draft/'), codeAtRisk(page)]).toEqual([trouble, [KEY], true]);
      expect(told).toEqual(local ? [trouble] : told);
    }
  });

  it('puts no code at risk that is the starter, or that the reader has saved to a file', async () => {
    const page = await openPage(null, refusing);
    expect(codeAtRisk(page)).toBe(false);
    await type(page, 'mine');
    draftTakenAway(page, 'echo');
    expect(codeAtRisk(page)).toBe(false);
    await type(page, 'mine, more');
    expect(codeAtRisk(page)).toBe(true);
    const keeper = keepDraft({ store: page, slug: 'echo', version: 'v1' });
    keeper.edit({});
    keeper.flush();
    expect(codeAtRisk(page)).toBe(false);
  });

  it('is nothing to speak of when only the mirror refuses', async () => {
    const page = await openPage(storage, refusing);
    await type(page, 'mine');
    expect([page.trouble, codeAtRisk(page), draftIn(await openPage(storage, refusing))]).toEqual([
      undefined,
      false,
      'mine',
    ]);
  });

  it('lets two tabs that see each other only in the mirror ask, not overwrite', async () => {
    const [a, b] = [await openPage(null), await openPage(null)];
    const [mine, other] = [a, b].map(store => keepDraft({ store, slug: 'echo', version: 'v1' })) as [
      ReturnType<typeof keepDraft>,
      ReturnType<typeof keepDraft>,
    ];
    mine.edit({ 'echo.mjs': 'from a' });
    mine.flush();
    await a.settled();
    other.edit({ 'echo.mjs': 'from b' });
    other.flush();
    await b.settled();
    expect(other.conflict).toMatchObject({ mine: { 'echo.mjs': 'from b' }, theirs: { 'echo.mjs': 'from a' } });
    const after = await openPage(null);
    expect([draftIn(after), listCopies(after, 'echo')[0]!.files['echo.mjs']]).toEqual(['from a', 'from b']);
  });
});
