import { beforeEach, describe, expect, it } from 'vitest';
import { readLesson, recordHints, recordSolutionSeen, recordTry, recordVisit } from './attempts.ts';
import { COPIES_KEPT, keepCopy, listCopies } from './copies.ts';
import { keepDraft } from './draft-keeper.ts';
import { FakeStorage } from '../../testing/fake-storage.ts';
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

beforeEach(() => {
  store = createStore(new FakeStorage());
});

describe('an exported file', () => {
  it('brings everything to another browser', async () => {
    const from = filled();
    const outcome = await importProgress(store, exportProgress(from));
    expect(outcome).toEqual({ ok: true, lessons: 1, drafts: 1, kept: 0, noRoom: 0, unkept: 0 });
    expect(loadProgress(store)).toEqual(loadProgress(from));
    expect(draftText(store)).toBe('mine');
    expect(listCopies(store, 'echo').map(copy => copy.files['echo.mjs'])).toEqual(['older']);
  });

  it('keeps a draft that was here and differs as a copy', async () => {
    draft(store, 'echo', 'was here');
    expect(await importProgress(store, exportProgress(filled()))).toMatchObject({ ok: true, kept: 1 });
    expect(draftText(store)).toBe('mine');
    expect(listCopies(store, 'echo')[0]).toMatchObject({ files: { 'echo.mjs': 'was here' }, reason: 'import' });
  });

  it('with ten copies dated ahead of now does not evict the copy of the draft that it replaces', async () => {
    draft(store, 'echo', 'was here');
    const from = filled();
    for (let at = 0; at < COPIES_KEPT; at++) {
      keepCopy(from, 'echo', { files: { 'echo.mjs': `ahead ${at}` }, reason: 'reset', at: Date.now() + 1e12 + at });
    }
    expect(await importProgress(store, exportProgress(from))).toMatchObject({ ok: true, kept: 1, noRoom: 1 });
    const texts = listCopies(store, 'echo').map(copy => copy.files['echo.mjs']);
    expect([texts.length, ...texts.slice(0, 2), texts.at(-1)]).toEqual([COPIES_KEPT, 'was here', 'ahead 9', 'ahead 1']);
  });

  it('never takes the place of a copy made here', async () => {
    for (let at = 0; at < COPIES_KEPT; at++) {
      keepCopy(store, 'echo', { files: { 'echo.mjs': `here ${at}` }, reason: 'reset', at });
    }
    expect(await importProgress(store, exportProgress(filled()))).toMatchObject({ ok: true, noRoom: 1 });
    expect(listCopies(store, 'echo').every(copy => copy.files['echo.mjs']!.startsWith('here'))).toBe(true);
  });

  it('into full storage says what was not kept, and replaces no draft whose copy has no room', async () => {
    const storage = new FakeStorage();
    const full = createStore(storage);
    draft(full, 'echo', `was here, ${'long '.repeat(40)}`);
    storage.quota = 500;
    expect(await importProgress(full, exportProgress(filled()))).toMatchObject({
      ok: true,
      drafts: 0,
      kept: 0,
      unkept: 1,
    });
    expect(draftText(createStore(storage))).toMatch(/^was here/);
  });

  it('cannot bring numbers from which there is no counting on', async () => {
    const file = JSON.parse(exportProgress(filled())) as { drafts: Record<string, { revision: number }> };
    file.drafts['echo']!.revision = Number.MAX_SAFE_INTEGER;
    expect(await importProgress(store, JSON.stringify(file))).toMatchObject({
      ok: false,
      problem: { code: 'invalid' },
    });
    file.drafts['echo']!.revision = 1e12;
    await importProgress(store, JSON.stringify(file));
    draft(store, 'echo', 'goes on');
    expect(draftText(store)).toBe('goes on');
  });

  it('makes an open tab ask, since its draft has been replaced', async () => {
    const open = keepDraft({ store, slug: 'echo', version: 'v1' });
    open.edit({ 'echo.mjs': 'typing' });
    open.flush();
    await importProgress(store, exportProgress(filled()));
    open.refresh();
    expect(open.conflict?.theirs).toEqual({ 'echo.mjs': 'mine' });
  });

  it('merges attempts and never takes anything back', async () => {
    recordHints(store, 'echo', 3);
    await importProgress(store, exportProgress(filled()));
    expect(readLesson(store, 'echo')).toMatchObject({ hints: 3, tries: 1, passedAt: 5 });
  });

  it('brings along that a solution had been shown, unless it was passed without one somewhere', async () => {
    const from = createStore(new FakeStorage());
    recordSolutionSeen(from, 'echo');
    recordTry(from, 'echo', { statuses: { a: 'pass' }, passed: true, code: 'c', at: 4 });
    await importProgress(store, exportProgress(from));
    expect(loadProgress(store).lessons).toEqual({ echo: 'shown' });
    await importProgress(store, exportProgress(filled()));
    expect(loadProgress(store).lessons).toEqual({ echo: 'passed' });
  });

  it('can be taken twice without harm', async () => {
    const text = exportProgress(filled());
    await importProgress(store, text);
    expect(await importProgress(store, text)).toMatchObject({ ok: true, kept: 0 });
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
  ])('is refused when it is %s', async (_, text, problem) => {
    expect(await importProgress(store, text)).toEqual({ ok: false, problem });
    expect(store.keys('')).toEqual([]);
  });

  it.each([
    ['nested deeply', '['.repeat(LONGEST_IMPORT)],
    ['nested deeply in objects', '{"a":'.repeat(LONGEST_IMPORT / 5)],
    ['a long list', `[${'0,'.repeat(LONGEST_IMPORT / 2 - 2)}0]`],
    ['one string that does not end', `"${'\\"'.repeat(LONGEST_IMPORT / 2 - 1)}`],
    [
      'full of drafts',
      `{"format":"handshake-progress","version":1,"drafts":{${Array.from(
        { length: 200_000 },
        (_, at) => `"a${at}":{"v":1,"files":{}}`,
      ).join()}}}`,
    ],
  ])('is refused in less than a second when it is %s', async (_, text) => {
    expect(text.length).toBeLessThanOrEqual(LONGEST_IMPORT);
    const used = process.cpuUsage();
    expect(await importProgress(store, text)).toMatchObject({ ok: false });
    const { user, system } = process.cpuUsage(used);
    expect((user + system) / 1e6).toBeLessThan(1);
  });

  it('is refused with the place of the first wrong value, and changes nothing', async () => {
    const file = exported() as { drafts: Record<string, { files: unknown }> };
    file.drafts['echo']!.files = { 'echo.mjs': 7 };
    expect(await importProgress(store, JSON.stringify(file))).toEqual({
      ok: false,
      problem: { code: 'invalid', where: 'drafts.echo.files.echo.mjs' },
    });
    expect(store.keys('')).toEqual([]);
  });

  it('cannot reach keys outside its own by a slug', async () => {
    const file = exported() as { drafts: Record<string, unknown> };
    file.drafts['../last'] = file.drafts['echo'];
    expect(await importProgress(store, JSON.stringify(file))).toMatchObject({
      ok: false,
      problem: { code: 'invalid' },
    });
  });

  it('cannot change the prototype of anything', async () => {
    const text = exportProgress(filled()).replace('"echo.mjs": "mine"', '"__proto__": "polluted", "echo.mjs": "mine"');
    expect(await importProgress(store, text)).toMatchObject({ ok: true });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(draftText(store)).toBe('mine');
  });
});
