import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { serveClass, Visitor, type ClassServer } from '../../../testing/class-server.ts';
import type { Files, Graded, TakenSubmission } from '../data/index.server.ts';
import { SET_UP } from './acts/entrance.ts';
import type { Answered } from './classroom.ts';
import { hashSecret, isOutdated, isSecret } from './passwords.ts';
import { tokenHash } from './tokens.ts';
import type { View, ViewOf } from './views.ts';

const PASSWORD = 'correct horse battery';
let server: ClassServer;
let teacher: Visitor;
let pupil: Visitor;
let klass: string;
let code: string;
let phrase: string;

function viewIn<P extends View['page']>({ view }: { view: View | undefined }, page: P): ViewOf<P> {
  expect(view?.page).toBe(page);
  return view as ViewOf<P>;
}

const idOf = async (name: string): Promise<string> =>
  (await server.room.stores.roster.members(klass, 'pupil')).find(one => one.name === name)!.userId;

const eventOf = (id: string, kind: string, body: object, counter = 1) => ({
  id: id.padEnd(16, '-'),
  device: 'device-of-a-pupil',
  counter,
  lesson: 'echo',
  kind,
  madeAt: 1,
  body,
});
const work = (visitor: Visitor, ...events: object[]) => visitor.send(`/api/class/${klass}/work`, { events });

beforeAll(async () => {
  const nearTo = (_: string, { 'server.mjs': own }: Files, others: readonly Answered[]) =>
    Promise.resolve(others.filter(({ files }) => files['server.mjs'] === own).map(({ id }) => id));
  const chapterOf = (exercise: string) => (exercise === 'merkle' ? 'integrity' : undefined);
  server = await serveClass({ chapterOf, nearTo });
  teacher = new Visitor(server.url);
  pupil = new Visitor(server.url);
  await server.room.stores.tickets.put(SET_UP, 'the-link', {}, Date.now() + 60_000);
  await teacher.post('/en/class/set-up/', { token: 'the-link', name: 'Ms Kim', password: PASSWORD });
  const made = await teacher.post('/en/class/new/', { name: '7B' });
  klass = /class\/([^/]+)\/settings/.exec(made.location!)![1]!;
  code = viewIn(await teacher.get(`/en/class/${klass}/settings/`), 'settings').code!.shown;
  const joined = viewIn(await pupil.post('/ko/class/join/', { code, name: '민수' }), 'join');
  phrase = joined.joined!.phrase;
}, 60_000);
afterAll(() => server.close());

describe('who comes in', () => {
  test('a set-up link makes one owner, and no second', async () => {
    const again = await new Visitor(server.url).post('/en/class/set-up/', {
      token: 'the-link',
      name: 'X',
      password: PASSWORD,
    });
    expect(viewIn(again, 'set-up').trouble).toBe('link');
    expect(await server.room.stores.people.staff()).toHaveLength(1);
  });

  test('a wrong password and a name that nobody has are told alike, and the right one leads in', async () => {
    const visitor = new Visitor(server.url);
    const tries = [
      await visitor.post('/en/class/log-in/', { name: 'Ms Kim', password: 'wrong password here' }),
      await visitor.post('/en/class/log-in/', { name: 'Nobody', password: PASSWORD }),
    ].map(told => ({ ...told, view: { ...told.view, typed: {} } }));
    expect(tries[0]).toEqual(tries[1]);
    expect(visitor.cookie).toBe('');
    const right = await visitor.post('/en/class/log-in/', {
      name: 'MS KIM',
      password: PASSWORD,
      next: '/en/class/people/',
    });
    expect(right.location).toBe('/en/class/people/');
    expect((await visitor.get('/en/class/people/')).status).toBe(200);
  });

  test('a log-in leads on to nothing but a page of a class', async () => {
    for (const next of [
      '//elsewhere.example/',
      'https://elsewhere.example/',
      '/en/class/../../x',
      '/\\elsewhere.example',
    ]) {
      const told = await new Visitor(server.url).get(`/en/class/log-in/?next=${encodeURIComponent(next)}`);
      expect(viewIn(told, 'log-in').next).toBe('');
    }
  });

  test('an invited teacher comes by a link that works once, and sees no class of others', async () => {
    const { link } = viewIn(await teacher.post('/en/class/people/'), 'people');
    const token = link!.split('token=')[1]!;
    const invited = new Visitor(server.url);
    await invited.post('/en/class/invited/', { token, name: 'Mr Park', password: PASSWORD });
    expect((await invited.get(`/en/class/${klass}/`)).status).toBe(404);
    const second = await new Visitor(server.url).post('/en/class/invited/', { token, name: 'Eve', password: PASSWORD });
    expect(viewIn(second, 'invited').trouble).toBe('link');
  });

  test('a password is changed by who knows it, which ends other sessions; and by a link of the owner', async () => {
    const { link } = viewIn(await teacher.post('/en/class/people/'), 'people');
    const [here, there] = [new Visitor(server.url), new Visitor(server.url)];
    await here.post('/en/class/invited/', { token: link!.split('token=')[1]!, name: 'Mx Lee', password: PASSWORD });
    await there.post('/en/class/log-in/', { name: 'Mx Lee', password: PASSWORD });
    const guessed = await here.post('/en/class/account/', { current: 'not the one', password: 'something else here' });
    expect(viewIn(guessed, 'account').trouble).toBe('current');
    const short = await here.post('/en/class/account/', { current: PASSWORD, password: 'short' });
    expect(viewIn(short, 'account').trouble).toBe('password-short');
    const changed = await here.post('/en/class/account/', { current: PASSWORD, password: 'something else here' });
    expect(viewIn(changed, 'account').changed).toBe(true);
    expect([(await here.get('/en/class/account/')).status, (await there.get('/en/class/account/')).status]).toEqual([
      200, 303,
    ]);

    const lee = (await server.room.stores.people.staff()).find(({ name }) => name === 'Mx Lee')!;
    const reset = viewIn(await teacher.post(`/en/class/people/${lee.id}/reset/`), 'people').link!.split('token=')[1]!;
    expect(viewIn(await there.get(`/en/class/invited/?token=${reset}`), 'invited').name).toBe('Mx Lee');
    await there.post('/en/class/invited/', { token: reset, password: 'a third one, by link' });
    expect((await here.get('/en/class/account/')).status).toBe(303);
    expect((await there.get('/en/class/account/')).status).toBe(200);
  });

  test('the same name comes into a class once, in whatever case', async () => {
    const other = await new Visitor(server.url).post('/en/class/join/', { code, name: ' 민수 ' });
    expect(viewIn(other, 'join').trouble).toBe('name-taken');
  });

  test('a pupil comes back from another computer with the pass phrase, and by nothing else', async () => {
    const elsewhere = new Visitor(server.url);
    const wrong = await elsewhere.post('/en/class/return/', { code, name: '민수', phrase: 'zoo zoo zoo zoo' });
    expect(viewIn(wrong, 'return').trouble).toBe('phrase');
    const right = await elsewhere.post('/en/class/return/', { code, name: '민수', phrase: phrase.toUpperCase() });
    expect(right.location).toBe(`/en/class/${klass}/`);
  });

  test('a code that is renewed or closed opens nothing', async () => {
    await teacher.post(`/en/class/${klass}/settings/`, { what: 'code' });
    const told = await new Visitor(server.url).post('/en/class/join/', { code, name: 'Late' });
    expect(viewIn(told, 'join').trouble).toBe('code');
    code = viewIn(await teacher.get(`/en/class/${klass}/settings/`), 'settings').code!.shown;
  });

  test('a name on the list waits for its pupil', async () => {
    const added = await teacher.post(`/en/class/${klass}/roster/`, { pasted: 'name\nBora\n민수\n' });
    expect(viewIn(added, 'settings').added).toEqual({ names: 1, refused: [] });
    const before = await idOf('Bora');
    viewIn(await new Visitor(server.url).post('/en/class/join/', { code, name: 'bora' }), 'join');
    expect(await idOf('Bora')).toBe(before);
  });

  test('a list may be a file, in UTF-8 or as a Korean spreadsheet writes it', async () => {
    for (const [bytes, name] of [
      [Buffer.from('\ufeff이름\r\n박하나\r\n'), '박하나'],
      [Buffer.from('c0ccb8a70d0ab1e8b5d1bfb50d0a', 'hex'), '김둘영'],
    ] as const) {
      const body = new FormData();
      body.append('file', new Blob([bytes]), 'list.csv');
      const headers = { Origin: server.url, Cookie: teacher.cookie };
      await fetch(`${server.url}/en/class/${klass}/roster/`, { method: 'POST', headers, body });
      expect(await idOf(name)).toBeTruthy();
    }
  });

  test('a new pass phrase ends the old one and whoever is logged in by it', async () => {
    const visitor = new Visitor(server.url);
    const first = viewIn(await visitor.post('/en/class/join/', { code, name: 'Forgetful' }), 'join').joined!.phrase;
    const page = await teacher.post(`/en/class/${klass}/pupils/${await idOf('Forgetful')}/phrase/`);
    expect((await visitor.get('/api/class/')).status).toBe(401);
    const comeBack = (tried: string) =>
      new Visitor(server.url).post('/en/class/return/', { code, name: 'Forgetful', phrase: tried });
    expect((await comeBack(first)).status).toBe(422);
    expect((await comeBack(viewIn(page, 'pupil').phrase!)).status).toBe(303);
  });

  test('tries are limited by name, and a class in one room may all join', async () => {
    const visitor = new Visitor(server.url);
    const statuses: number[] = [];
    for (let at = 0; at < 11; at++)
      statuses.push((await visitor.post('/en/class/log-in/', { name: 'Guessed', password: `guess ${at}` })).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 422), 429]);
  }, 60_000);
});

test('neither tokens nor secrets stand in the database', async () => {
  const token = /class=([\w-]+)/.exec(teacher.cookie)![1]!;
  const files = await readdir(server.folder);
  const bytes = Buffer.concat(await Promise.all(files.map(file => readFile(join(server.folder, file)))));
  expect(bytes.includes(tokenHash(token))).toBe(true);
  for (const secret of [token, PASSWORD, phrase]) expect(bytes.includes(secret)).toBe(false);
});

test('a hash with other parameters is still right, and is told to be outdated', async () => {
  const old = await hashSecret('secret', { N: 2 ** 10, r: 8, p: 1 });
  expect([await isSecret('secret', old), await isSecret('other', old), isOutdated(old)]).toEqual([true, false, true]);
  expect(isOutdated(await hashSecret('secret'))).toBe(false);
  expect(await isSecret('secret', undefined)).toBe(false);
});

/** Grades one that waits, as a worker would, and leaves the others where they are. */
async function graded(id: string, outcome: Graded): Promise<void> {
  const { submissions } = server.room.stores;
  const others: TakenSubmission[] = [];
  for (;;) {
    const taken = (await submissions.take('a worker', 60_000))!;
    if (taken.id !== id) others.push(taken);
    else expect(await submissions.finish(id, taken.lease, outcome)).toBe(true);
    if (taken.id === id) break;
  }
  for (const other of others) await submissions.release(other.id, other.lease);
}

describe('work of a pupil', () => {
  const report = (passed: boolean) => ({
    passed,
    total: 1,
    seed: 's',
    results: [{ id: 'repeats', status: passed ? 'pass' : 'fail' }],
  });
  const files = { 'server.mjs': 'one\n' };

  test('is stored once, however often it is sent, and what is no event is told apart', async () => {
    const draft = eventOf('draft-1', 'draft', { files });
    const answers = [await work(pupil, draft, { id: 'not an event' }), await work(pupil, draft)];
    expect(await Promise.all(answers.map(answer => answer.json()))).toEqual([
      { stored: [draft.id], refused: ['not an event'], closed: [] },
      { stored: [draft.id], refused: [], closed: [] },
    ]);
    expect(await server.room.stores.work.of(klass, await idOf('민수'))).toHaveLength(1);
  });

  test('is refused when it is too large, no JSON, or sent as a form could', async () => {
    expect((await work(pupil, { huge: 'x'.repeat(5_000_000) })).status).toBe(413);
    const address = `${server.url}/api/class/${klass}/work`;
    const headers = { Origin: server.url, Cookie: pupil.cookie };
    expect((await fetch(address, { method: 'POST', headers, body: '{}' })).status).toBe(415);
    const json = { ...headers, 'Content-Type': 'application/json' };
    expect((await fetch(address, { method: 'POST', headers: json, body: '{' })).status).toBe(400);
  });

  test('moves the board, says who is stuck, and a pass becomes a submission', async () => {
    await work(pupil, eventOf('check-1', 'check', { files, report: report(false) }, 2));
    const before = viewIn(await teacher.get(`/en/class/${klass}/`), 'board');
    expect(before.rows.find(({ name }) => name === '민수')!.cells['echo']).toMatchObject({
      state: 'tried',
      stuck: { check: 'repeats' },
    });
    expect(before.mistakes).toEqual([{ lesson: 'echo', check: 'repeats', pupils: 1 }]);
    await work(pupil, eventOf('check-2', 'check', { files: { 'server.mjs': 'two\n' }, report: report(true) }, 3));
    const after = viewIn(await teacher.get(`/en/class/${klass}/`), 'board');
    expect(after.rows.find(({ name }) => name === '민수')!.cells['echo']).toMatchObject({ state: 'passed' });
    const submitted = await server.room.stores.submissions.list({ classId: klass });
    expect(submitted).toMatchObject([{ eventId: 'check-2---------', lesson: 'echo', status: 'queued' }]);
  });

  test('is told to be verified or not: to the teacher with both reports, to the pupil by a word', async () => {
    const jin = new Visitor(server.url);
    await jin.post('/en/class/join/', { code, name: 'Jin' });
    await work(jin, eventOf('jin', 'check', { files: { 'server.mjs': 'two\n' }, report: report(true) }));
    const [submitted] = await server.room.stores.submissions.list({ classId: klass, userId: await idOf('Jin') });
    const { id, eventId } = submitted!;
    const page = `/en/class/${klass}/pupils/${await idOf('Jin')}/`;
    const home = async () => viewIn(await jin.get(`/en/class/${klass}/`), 'pupil-home');
    expect((await home()).verdicts).toEqual({ echo: 'queued' });

    const ran = { report: { results: [{ id: 'repeats', status: 'fail' }] }, different: ['repeats'] };
    await graded(id, { status: 'not_verified', marks: ['mismatch', 'node:inspector'], seed: 's', graded: ran });
    expect(viewIn(await teacher.get(`${page}?lesson=echo`), 'pupil')).toMatchObject({
      verdicts: { echo: 'not_verified' },
      near: [{ name: '민수' }],
      handedIn: [
        {
          ...{ id, status: 'not_verified', marks: ['mismatch', 'node:inspector'], step: eventId },
          reports: [{ check: 'repeats', claimed: 'pass', graded: 'fail', differs: true }],
        },
      ],
    });
    const board = viewIn(await teacher.get(`/en/class/${klass}/?only=${await idOf('Jin')}`), 'board');
    expect(board.rows.map(({ verdicts }) => verdicts)).toEqual([{ echo: 'not_verified' }]);
    expect((await home()).verdicts).toEqual({ echo: 'not_verified' });
    expect(JSON.stringify(await home())).not.toContain('inspector');
    const csv = (lang: string) =>
      fetch(`${server.url}/${lang}/class/${klass}/grades.csv/`, { headers: { Cookie: teacher.cookie } });
    expect(await (await csv('en')).text()).toContain('Jin,100,not verified,');
    expect(await (await csv('ko')).text()).toContain('Jin,100,확인 안 됨,');

    const elsewhere = `/en/class/${klass}/pupils/${await idOf('민수')}/grade-again/`;
    expect((await teacher.post(elsewhere, { submission: id })).status).toBe(404);
    await teacher.post(`${page}grade-again/`, { submission: id });
    expect((await home()).verdicts).toEqual({ echo: 'queued' });
    await graded(id, { status: 'error', marks: [], seed: '', graded: { problem: 'the machine was lost' } });
    const { handedIn } = viewIn(await teacher.get(`${page}?lesson=echo`), 'pupil');
    expect(handedIn).toMatchObject([{ status: 'error', problem: 'the machine was lost' }]);
    await teacher.post(`${page}delete/`, { name: 'Jin' });
  });

  test('is told to an open board as it happens', async () => {
    const stop = new AbortController();
    const headers = { Cookie: teacher.cookie };
    const { body } = await fetch(`${server.url}/en/class/${klass}/live/`, { headers, signal: stop.signal });
    const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
    await work(pupil, eventOf('draft-2', 'draft', { files }, 4));
    let told = '';
    while (!told.includes('data: ')) told += (await reader.read()).value ?? '';
    expect(told).toContain(`data: ["${await idOf('민수')}"]`);
    stop.abort();
  });

  test('is shown with what is new since the step before, and can be commented on', async () => {
    const page = `/en/class/${klass}/pupils/${await idOf('민수')}/`;
    const { work: shown } = viewIn(await teacher.get(`${page}?lesson=echo&step=check-2---------`), 'pupil');
    expect(shown!.shown!.files).toEqual([
      {
        path: 'server.mjs',
        lines: [
          { kind: 'removed', text: 'one' },
          { kind: 'added', line: 1, text: 'two' },
        ],
      },
    ]);
    const comment = { lesson: 'echo', step: 'check-2---------', path: 'server.mjs', line: '1', body: 'Why two?' };
    await teacher.post(`${page}comment/`, comment);
    const own = viewIn(await pupil.get(`/en/class/${klass}/`), 'pupil-home');
    expect(own.comments).toMatchObject([{ path: 'server.mjs', line: 1, body: 'Why two?' }]);
  });

  test('has a grade in the CSV, which a teacher may override with a reason', async () => {
    const page = `/en/class/${klass}/pupils/${await idOf('민수')}/`;
    const csv = async () =>
      (await fetch(`${server.url}/en/class/${klass}/grades.csv/`, { headers: { Cookie: teacher.cookie } })).text();
    expect(await csv()).toContain('민수,100,waits to be graded,');
    expect((await teacher.post(`${page}override/`, { lesson: 'echo', grade: '60', reason: '' })).status).toBe(422);
    await teacher.post(`${page}override/`, { lesson: 'echo', grade: '60', reason: 'Copied' });
    expect(await csv()).toContain('민수,60,waits to be graded,');
    await teacher.post(`${page}override/`, { lesson: 'echo', grade: '', reason: 'It was not copied' });
    expect(await csv()).toContain('민수,100,waits to be graded,');
  });

  test('is told in the CSV to be late by its hours, less what a pupil was given', async () => {
    const { classes } = server.room.stores;
    const { createdAt } = (await server.room.stores.submissions.list({ classId: klass }))[0]!;
    const csv = async () =>
      (await fetch(`${server.url}/en/class/${klass}/grades.csv/`, { headers: { Cookie: teacher.cookie } })).text();
    await classes.setDeadline('system', klass, 'echo', createdAt - 90 * 60_000);
    expect(await csv()).toContain('민수,100,waits to be graded,2');
    const extension = { unit: 'echo', userId: await idOf('민수'), dueAt: createdAt, reason: 'ill' };
    await classes.setExtension('system', klass, extension);
    expect(await csv()).toContain('민수,100,waits to be graded,0');
    await classes.setExtension('system', klass, { ...extension, dueAt: null });
    await classes.setDeadline('system', klass, 'echo', null);
  });

  test('is taken of no closed chapter, until that is opened again', async () => {
    const set = (open: string) =>
      teacher.post(`/en/class/${klass}/settings/`, { what: 'chapter', chapter: 'integrity', open });
    await set('0');
    const [shut, other] = [
      { ...eventOf('shut', 'draft', { files }, 6), lesson: 'merkle' },
      eventOf('open', 'draft', { files }, 7),
    ];
    const answer = await work(pupil, shut, other);
    expect(await answer.json()).toEqual({ stored: [other.id], refused: [], closed: [shut.id] });
    const held = async () => (await server.room.stores.work.of(klass, await idOf('민수'), 'merkle')).length;
    expect(await held()).toBe(0);
    await set('1');
    expect(await (await work(pupil, shut)).json()).toEqual({ stored: [shut.id], refused: [], closed: [] });
    expect(await held()).toBe(1);
  });

  test('is taken by no archived class', async () => {
    await teacher.post(`/en/class/${klass}/settings/`, { what: 'archive', archived: '1' });
    expect((await work(pupil, eventOf('draft-3', 'draft', { files }, 5))).status).toBe(409);
    await teacher.post(`/en/class/${klass}/settings/`, { what: 'archive', archived: '0' });
  });
});

describe('what a teacher sets', () => {
  const set = (fields: Record<string, string>) => teacher.post(`/en/class/${klass}/settings/`, fields);

  test('reaches the pupil: chapters, deadlines, extensions, announcements', async () => {
    const id = await idOf('민수');
    await set({ what: 'chapter', chapter: 'integrity', open: '0' });
    await set({ what: 'deadline', unit: 'sockets', due: '2030-01-01T10:00Z' });
    await set({ what: 'extension', unit: 'sockets', pupil: id, due: '2030-01-03T10:00Z', reason: 'ill' });
    await set({ what: 'announce', body: 'Bring a <b>laptop</b>' });
    const { times, announcements } = viewIn(await pupil.get(`/en/class/${klass}/`), 'pupil-home');
    expect(times.openings).toMatchObject([{ chapter: 'integrity' }]);
    expect(times.deadlines).toMatchObject([{ unit: 'sockets', dueAt: Date.parse('2030-01-01T10:00Z') }]);
    expect(times.extensions).toMatchObject([{ userId: id, dueAt: Date.parse('2030-01-03T10:00Z'), reason: 'ill' }]);
    expect(announcements).toMatchObject([{ body: 'Bring a <b>laptop</b>' }]);
  });

  test('is refused with why: a date that is none, one that has passed for keeping data, nothing to announce', async () => {
    const troubles = [
      await set({ what: 'deadline', unit: 'sockets', due: 'tomorrow' }),
      await set({ what: 'retention', due: '2001-01-01T00:00Z' }),
      await set({ what: 'announce', body: '  ' }),
    ].map(told => viewIn(told, 'settings').trouble);
    expect(troubles).toEqual(['date', 'date', 'text']);
    expect((await set({ what: 'everything' })).status).toBe(400);
  });
});

test('a pupil who is deleted is gone from the files of the database', async () => {
  const name = 'Onlyonce Deleted';
  const visitor = new Visitor(server.url);
  await visitor.post('/en/class/join/', { code, name });
  await work(visitor, eventOf('gone', 'draft', { files: { 'server.mjs': 'code-of-the-deleted' } }));
  const page = `/en/class/${klass}/pupils/${await idOf(name)}/`;
  const held = await fetch(`${server.url}${page}all-held/`, { headers: { Cookie: teacher.cookie } });
  expect(await held.text()).toContain('code-of-the-deleted');
  expect((await teacher.post(`${page}delete/`, { name: 'somebody else' })).status).toBe(422);
  expect((await teacher.post(`${page}delete/`, { name })).status).toBe(303);
  expect((await visitor.get('/api/class/')).status).toBe(401);
  for (const file of await readdir(server.folder)) {
    const bytes = await readFile(join(server.folder, file));
    expect([bytes.includes(name), bytes.includes('code-of-the-deleted')], file).toEqual([false, false]);
  }
});
