import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { COPIES_KEPT, keepCopy, listCopies } from './copies.ts';
import { keepDraft, WRITE_AFTER_MS, type DraftKeeper } from './draft-keeper.ts';
import { FakeStorage } from '../../testing/fake-storage.ts';
import { damagedKeys } from './records.ts';
import { createStore, type Store } from './store.ts';

const KEY = 'handshake/draft/echo';
let storage: FakeStorage;

interface Tab {
  keeper: DraftKeeper;
  store: Store;
  window: EventTarget;
  type(text: string): void;
  hidden: boolean;
}

function openTab(version = 'v1'): Tab {
  const window = storage.tab();
  const store = createStore(storage, window);
  const tab: Tab = {
    window,
    store,
    hidden: false,
    keeper: keepDraft({ store, slug: 'echo', version, isHidden: () => tab.hidden }),
    type: text => tab.keeper.edit({ 'echo.mjs': text }),
  };
  return tab;
}

/** Lets a tab's write happen and reach the others. */
function settle(tab: Tab): void {
  vi.advanceTimersByTime(WRITE_AFTER_MS);
  storage.deliver(tab.window, KEY);
}

const stored = (): { files: Record<string, string>; revision: number } => JSON.parse(storage.getItem(KEY)!);
const copies = (tab: Tab): unknown[] =>
  listCopies(tab.store, 'echo').map(({ files, reason }) => [files['echo.mjs'], reason]);

beforeEach(() => {
  vi.useFakeTimers();
  storage = new FakeStorage();
});
afterEach(() => vi.useRealTimers());

describe('a draft', () => {
  it('is written within a second while the typing goes on, and is there after a reload', () => {
    expect(WRITE_AFTER_MS).toBeLessThan(1_000);
    const tab = openTab();
    for (let typed = 1; typed <= 30; typed++) {
      tab.type('x'.repeat(typed));
      vi.advanceTimersByTime(100);
    }
    expect(stored().files['echo.mjs']!.length).toBeGreaterThanOrEqual(25);
    tab.keeper.flush();
    expect(openTab().keeper.files).toEqual({ 'echo.mjs': 'x'.repeat(30) });
  });

  it('is written at once when the page goes away', () => {
    const tab = openTab();
    tab.type('last words');
    tab.keeper.dispose();
    expect(stored().files).toEqual({ 'echo.mjs': 'last words' });
  });

  it('is not written when nothing was changed', () => {
    const tab = openTab();
    tab.keeper.edit({});
    tab.keeper.dispose();
    expect(storage.length).toBe(0);
  });

  it('counts its revisions up', () => {
    const tab = openTab();
    tab.type('a');
    settle(tab);
    tab.type('b');
    settle(tab);
    expect(stored().revision).toBe(2);
  });

  it('remembers the starter it was written over until the reader has seen the new one', () => {
    const before = openTab('v1');
    before.type('mine');
    before.keeper.dispose();
    const after = openTab('v2');
    expect([after.keeper.version, after.keeper.files]).toEqual(['v1', { 'echo.mjs': 'mine' }]);
    after.type('mine, longer');
    after.keeper.dispose();
    const again = openTab('v2');
    expect(again.keeper.version).toBe('v1');
    again.keeper.edit(again.keeper.files, 'v2');
    again.keeper.dispose();
    expect(openTab('v2').keeper.version).toBe('v2');
  });

  it('that is empty belongs to whatever starter there is', () => {
    const before = openTab('v1');
    before.type('x');
    before.keeper.edit({});
    before.keeper.dispose();
    expect(openTab('v2').keeper.version).toBe('v2');
  });

  it('stays whole in memory while storage is full, and is written once there is room', () => {
    const tab = openTab();
    storage.setItem('other', 'x');
    storage.quota = 10;
    tab.type('kept in memory');
    settle(tab);
    expect([tab.store.trouble, tab.keeper.files]).toEqual(['full', { 'echo.mjs': 'kept in memory' }]);
    expect(storage.getItem(KEY)).toBeNull();
    storage.quota = Infinity;
    tab.type('kept for good');
    settle(tab);
    expect([tab.store.trouble, stored().files]).toEqual([undefined, { 'echo.mjs': 'kept for good' }]);
  });

  it.each([
    ['no JSON', '{"v":1,'],
    ['another shape', '{"v":1,"files":[]}'],
    ['another version', '{"v":9,"files":{}}'],
    ['a number', '7'],
  ])('that is %s is set aside and the page goes on with the starter', (_, text) => {
    storage.setItem(KEY, text);
    const tab = openTab();
    expect(tab.keeper.files).toEqual({});
    const [aside] = damagedKeys(tab.store);
    expect(aside).toMatch(/^handshake\/damaged\/\d+\/handshake\/draft\/echo$/);
    expect(storage.getItem(aside!)).toBe(text);
    tab.type('new');
    settle(tab);
    expect(stored().files).toEqual({ 'echo.mjs': 'new' });
  });
});

describe('two tabs on one lesson', () => {
  it('ask when one would write over what the other wrote, and lose neither version meanwhile', () => {
    const [a, b] = [openTab(), openTab()];
    a.type('from a');
    vi.advanceTimersByTime(WRITE_AFTER_MS);
    b.type('from b');
    vi.advanceTimersByTime(WRITE_AFTER_MS);
    expect(b.keeper.conflict).toMatchObject({ mine: { 'echo.mjs': 'from b' }, theirs: { 'echo.mjs': 'from a' } });
    expect(stored().files).toEqual({ 'echo.mjs': 'from a' });
    expect(copies(b)).toEqual([['from b', 'unresolved']]);
  });

  it('ask as soon as the other has written, where something was typed', () => {
    const [a, b] = [openTab(), openTab()];
    b.type('begun');
    settle(b);
    let told = 0;
    b.keeper.onChange(() => told++);
    a.type('from a');
    settle(a);
    expect([told, b.keeper.conflict?.theirs]).toEqual([1, { 'echo.mjs': 'from a' }]);
    expect(a.keeper.conflict).toBeUndefined();
  });

  it('ask nothing in one where nothing was typed: it takes the newer draft', () => {
    const [a, b] = [openTab(), openTab()];
    let told = 0;
    b.keeper.onChange(() => told++);
    a.type('from a');
    settle(a);
    a.type('from a, more');
    settle(a);
    expect([told, b.keeper.conflict, b.keeper.files]).toEqual([2, undefined, { 'echo.mjs': 'from a, more' }]);
    b.type('goes on in b');
    settle(b);
    expect([stored().files, b.keeper.conflict]).toEqual([{ 'echo.mjs': 'goes on in b' }, undefined]);
  });

  it('go on typing during the question, with both latest versions kept', () => {
    const [a, b] = [openTab(), openTab()];
    a.type('a1');
    b.type('begun');
    settle(a);
    b.type('b1');
    vi.advanceTimersByTime(WRITE_AFTER_MS);
    b.type('b2');
    vi.advanceTimersByTime(WRITE_AFTER_MS);
    a.type('a2');
    settle(a);
    expect(b.keeper.conflict).toMatchObject({ mine: { 'echo.mjs': 'b2' }, theirs: { 'echo.mjs': 'a2' } });
    expect(copies(b)).toEqual([['b2', 'unresolved']]);
    expect(stored().files).toEqual({ 'echo.mjs': 'a2' });
  });

  it('write this version when it is chosen and keep the other as a copy', () => {
    const [a, b] = [openTab(), openTab()];
    a.type('from a');
    b.type('begun');
    settle(a);
    b.type('from b');
    b.keeper.resolve('mine');
    expect(b.keeper.conflict).toBeUndefined();
    expect(stored().files).toEqual({ 'echo.mjs': 'from b' });
    expect(copies(b)).toEqual([['from a', 'other-tab']]);
    b.type('from b, more');
    settle(b);
    expect(stored().files).toEqual({ 'echo.mjs': 'from b, more' });
    expect(a.keeper.conflict?.theirs).toEqual({ 'echo.mjs': 'from b, more' });
  });

  it('take the other version when it is chosen and keep this one as a copy', () => {
    const [a, b] = [openTab(), openTab()];
    a.type('from a');
    b.type('begun');
    settle(a);
    b.type('from b');
    settle(b);
    b.keeper.resolve('theirs');
    expect(b.keeper.files).toEqual({ 'echo.mjs': 'from a' });
    expect(copies(b)).toEqual([['from b', 'other-tab']]);
    b.type('from a, then b');
    vi.advanceTimersByTime(WRITE_AFTER_MS);
    expect(b.keeper.conflict).toBeUndefined();
    expect(stored().files).toEqual({ 'echo.mjs': 'from a, then b' });
  });

  it("take no other copy's place while the question is open", () => {
    const [a, b] = [openTab(), openTab()];
    keepCopy(b.store, 'echo', { files: { 'echo.mjs': 'kept before' }, reason: 'reset', at: 1 });
    a.type('from a');
    b.type('begun');
    settle(a);
    b.type('kept before');
    vi.advanceTimersByTime(WRITE_AFTER_MS);
    b.type('something else');
    vi.advanceTimersByTime(WRITE_AFTER_MS);
    expect(copies(b)).toContainEqual(['kept before', 'reset']);
  });

  it('keep the version not chosen, also when the clock was set back', () => {
    const [a, b] = [openTab(), openTab()];
    const ahead = Date.now() + 1e9;
    for (let at = 0; at < COPIES_KEPT; at++) {
      keepCopy(b.store, 'echo', { files: { 'echo.mjs': `ahead ${at}` }, reason: 'reset', at: ahead + at });
    }
    a.type('from a');
    b.type('begun');
    settle(a);
    b.type('from b');
    b.keeper.resolve('mine');
    expect(copies(b)[0]).toEqual(['from a', 'other-tab']);
  });

  it('settle the question by themselves when both come to the same code', () => {
    const [a, b] = [openTab(), openTab()];
    a.type('same');
    b.type('begun');
    settle(a);
    b.type('same');
    settle(b);
    expect([b.keeper.conflict, copies(b)]).toEqual([undefined, []]);
  });

  it('follow each other while nobody looks at one and it has nothing unwritten', () => {
    const [a, b] = [openTab(), openTab()];
    b.hidden = true;
    a.type('from a');
    settle(a);
    expect([b.keeper.conflict, b.keeper.files]).toEqual([undefined, { 'echo.mjs': 'from a' }]);
  });

  it('do not follow over unwritten edits, even hidden', () => {
    const [a, b] = [openTab(), openTab()];
    b.hidden = true;
    b.type('unwritten');
    a.type('from a');
    a.keeper.flush();
    storage.deliver(a.window, KEY);
    expect(b.keeper.conflict?.mine).toEqual({ 'echo.mjs': 'unwritten' });
  });

  it('notice writes they were not told of when the page comes back', () => {
    const [a, b] = [openTab(), openTab()];
    b.type('before');
    settle(b);
    a.type('while b slept');
    a.keeper.flush();
    b.keeper.refresh();
    expect(b.keeper.conflict?.theirs).toEqual({ 'echo.mjs': 'while b slept' });
  });

  it('leave the copy of an open question behind when one of them crashes', () => {
    const [a, b] = [openTab(), openTab()];
    a.type('from a');
    b.type('begun');
    settle(a);
    b.type('from b, then the crash');
    vi.advanceTimersByTime(WRITE_AFTER_MS);
    expect(copies(openTab())).toEqual([['from b, then the crash', 'unresolved']]);
  });

  it('go on from what they have when everything stored is cleared', () => {
    const [a, b] = [openTab(), openTab()];
    a.type('from a');
    b.type('begun');
    settle(a);
    storage.clear();
    b.keeper.resolve('theirs');
    expect([b.keeper.conflict, stored().files]).toEqual([undefined, { 'echo.mjs': 'from a' }]);
  });
});
