import { beforeEach, describe, expect, it } from 'vitest';
import { readLesson, recordHints, recordTry, recordVisit } from './attempts.ts';
import { keepCopy, listCopies } from './copies.ts';
import { keepDraft } from './draft-keeper.ts';
import { FakeStorage } from './fake-storage.ts';
import { loadProgress } from './index.ts';
import { createStore, type Store } from './store.ts';
import { exportProgress, importProgress, LONGEST_IMPORT } from './transfer.ts';

let store: Store;

function filled(text = 'mine'): Store {
  const filled = createStore(new FakeStorage());
  draft(filled, 'echo', text);
  recordTry(filled, 'echo', { statuses: { a: 'pass' }, passed: true, code: 'c', at: 5 });
  recordVisit(filled, { lang: 'en', path: '/en/sockets/echo/' });
  keepCopy(filled, 'echo', { files: { 'echo.mjs': 'older' }, reason: 'reset', at: 3 });
  return filled;
}

function draft(where: Store, slug: string, text: string): void {
  const keeper = keepDraft({ store: where, slug, version: 'v1' });
  keeper.edit({ 'echo.mjs': text });
  keeper.dispose();
}

const draftText = (where: Store): string | undefined =>
  keepDraft({ store: where, slug: 'echo', version: 'v1' }).files['echo.mjs'];

beforeEach(() => { store = createStore(new FakeStorage()); });

describe('an exported file', () => {
  it('brings everything to another browser', () => {
    const from = filled();
    expect(importProgress(store, exportProgress(from))).toEqual({ ok: true, lessons: 1, drafts: 1, kept: 0 });
    expect(loadProgress(store)).toEqual(loadProgress(from));
    expect(draftText(store)).toBe('mine');
    expect(listCopies(store, 'echo').map(copy => copy.files['echo.mjs'])).toEqual(['older']);
  });

  it('keeps a draft that was here and differs as a copy', () => {
    draft(store, 'echo', 'was here');
    expect(importProgress(store, exportProgress(filled()))).toMatchObject({ ok: true, kept: 1 });
    expect(draftText(store)).toBe('mine');
    expect(listCopies(store, 'echo')[0]).toMatchObject({ files: { 'echo.mjs': 'was here' }, reason: 'import' });
  });

  it('makes an open tab ask, since its draft has been replaced', () => {
    const open = keepDraft({ store, slug: 'echo', version: 'v1' });
    open.edit({ 'echo.mjs': 'typing' });
    open.flush();
    importProgress(store, exportProgress(filled()));
    open.refresh();
    expect(open.conflict?.theirs).toEqual({ 'echo.mjs': 'mine' });
  });

  it('merges attempts and never takes anything back', () => {
    recordHints(store, 'echo', 3);
    importProgress(store, exportProgress(filled()));
    expect(readLesson(store, 'echo')).toMatchObject({ hints: 3, tries: 1, passedAt: 5 });
  });

  it('can be taken twice without harm', () => {
    const text = exportProgress(filled());
    importProgress(store, text);
    expect(importProgress(store, text)).toMatchObject({ ok: true, kept: 0 });
    expect(listCopies(store, 'echo')).toHaveLength(1);
    expect(readLesson(store, 'echo').tries).toBe(1);
  });
});

describe('a file that is not one of ours', () => {
  const exported = (): Record<string, unknown> => JSON.parse(exportProgress(filled()));

  it.each([
    ['no JSON', 'hello', { code: 'not-json' }],
    ['other JSON', '{"format":"something"}', { code: 'not-ours' }],
    ['a list', '[]', { code: 'not-ours' }],
    ['from a later version', '{"format":"handshake-progress","version":7}', { code: 'newer', version: 7 }],
    ['too long', ' '.repeat(LONGEST_IMPORT + 1), { code: 'too-long' }],
  ])('is refused when it is %s', (_, text, problem) => {
    expect(importProgress(store, text)).toEqual({ ok: false, problem });
    expect(store.keys('')).toEqual([]);
  });

  it('is refused with the place of the first wrong value, and changes nothing', () => {
    const file = exported() as { drafts: Record<string, { files: unknown }> };
    file.drafts['echo']!.files = { 'echo.mjs': 7 };
    expect(importProgress(store, JSON.stringify(file))).toEqual({
      ok: false, problem: { code: 'invalid', where: 'drafts.echo.files.echo.mjs' },
    });
    expect(store.keys('')).toEqual([]);
  });

  it('cannot reach keys outside its own by a slug', () => {
    const file = exported() as { drafts: Record<string, unknown> };
    file.drafts['../last'] = file.drafts['echo'];
    expect(importProgress(store, JSON.stringify(file))).toMatchObject({ ok: false, problem: { code: 'invalid' } });
  });

  it('cannot change the prototype of anything', () => {
    const text = exportProgress(filled()).replace('"echo.mjs": "mine"', '"__proto__": "polluted", "echo.mjs": "mine"');
    expect(importProgress(store, text)).toMatchObject({ ok: true });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(draftText(store)).toBe('mine');
  });
});
