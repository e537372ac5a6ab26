import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { serveClass, Visitor, type ClassServer } from '../../../testing/class-server.ts';
import type { WorkEvent } from '../data/index.server.ts';
import { SET_UP } from './acts/entrance.ts';
import { Board } from './live/board.ts';
import type { ViewOf } from './views.ts';
import { workView } from './work-view.ts';

let server: ClassServer;
let pupil: Visitor;
let userId: string;
let classes: [first: string, second: string];

const report = (passed: boolean) => ({
  ...{ passed, total: 2, seed: 'any' },
  results: ['one', 'two'].map(id => ({ id, status: passed ? 'pass' : 'fail' })),
});
const eventOf = (id: string, more: object) => ({
  ...{ id: id.padEnd(16, '-'), device: 'device-of-a-pupil', counter: 7, lesson: 'echo', madeAt: 1 },
  ...more,
});
const check = (id: string, passed: boolean) =>
  eventOf(id, { kind: 'check', body: { files: { 'a.mjs': id }, report: report(passed) } });
const send = (body: object) => pupil.send(`/api/class/${classes[0]}/work`, body);
const places = async () => (await pupil.get('/api/class/')).view as unknown as Places;
interface Places {
  pupil: string;
  classes: { id: string; counter: number }[];
}

beforeAll(async () => {
  server = await serveClass({ isLesson: exercise => exercise !== 'invented' });
  const { stores } = server.room;
  await stores.tickets.put(SET_UP, 'the-link', {}, Date.now() + 60_000);
  const teacher = new Visitor(server.url);
  await teacher.post('/en/class/set-up/', { token: 'the-link', name: 'Ms Kim', password: 'correct horse battery' });
  const owner = (await stores.people.staff())[0]!.id;
  const made = [await stores.classes.create(owner, { name: 'A' }), await stores.classes.create(owner, { name: 'B' })];
  classes = [made[0]!.id, made[1]!.id];
  await teacher.post(`/en/class/${classes[0]}/settings/`, { what: 'code' });
  const opened = (await teacher.get(`/en/class/${classes[0]}/settings/`)).view as ViewOf<'settings'>;
  const { shown: code } = opened.code!;
  pupil = new Visitor(server.url);
  await pupil.post('/en/class/join/', { code, name: 'Ann' });
  userId = (await stores.roster.members(classes[0], 'pupil'))[0]!.userId;
  await stores.roster.add(owner, classes[1], userId, 'pupil');
}, 60_000);
afterAll(() => server.close());

describe('work', () => {
  test('goes to the class that its pupil came by last, and counts on from all their devices', async () => {
    expect((await send({ pupil: userId, events: [check('first', true)] })).status).toBe(200);
    expect((await places()).classes).toEqual([
      { id: classes[0], name: 'A', counter: 7 },
      { id: classes[1], name: 'B', counter: 0 },
    ]);
    await pupil.get(`/en/class/${classes[1]}/`);
    expect((await places()).classes.map(({ id }) => id)).toEqual([classes[1], classes[0]]);
  });

  test('of somebody else is not taken for that of whoever is logged in', async () => {
    expect((await send({ pupil: 'somebody-else', events: [check('foreign', true)] })).status).toBe(401);
  });

  test('on a lesson that the course does not have is refused for good', async () => {
    const invented = eventOf('invented', { kind: 'draft', lesson: 'invented', body: { files: {} } });
    const answer = (await (await send({ events: [invented] })).json()) as object;
    expect(answer).toMatchObject({ stored: [], refused: [invented.id] });
  });

  test('that was passed stays so on a board that is opened later, whatever was tried since', async () => {
    await send({ events: [check('played', false)] });
    const board = await Board.open(server.room.stores, classes[0], () => {});
    expect(board.cells.get(userId)?.get('echo')).toMatchObject({ state: 'passed', passed: 2, total: 2 });
    board.enter();
    board.leave();
  });

  test('in a file called as something that every object has is shown like any other', () => {
    const step = (id: string, files: object) =>
      ({ id, kind: 'draft', receivedAt: 1, body: { files } }) as unknown as WorkEvent;
    const { shown } = workView('echo', [step('a', { 'a.mjs': 'x' }), step('b', { toString: 'y' })], undefined);
    expect(shown!.files).toEqual([{ path: 'toString', lines: [{ kind: 'same', line: 1, text: 'y' }] }]);
  });

  test('that has nothing in common with the step before is shown without the difference', () => {
    const step = (id: string, text: string) =>
      ({ id, kind: 'draft', receivedAt: 1, body: { files: { 'a.mjs': text } } }) as unknown as WorkEvent;
    const { shown } = workView('echo', [step('a', 'a\n'.repeat(5000)), step('b', 'b\n'.repeat(5000))], undefined);
    expect(shown!.files[0]!.lines).toHaveLength(5000);
    expect(new Set(shown!.files[0]!.lines.map(({ kind }) => kind))).toEqual(new Set(['same']));
  });
});

test('a teacher is given what their class holds of a pupil, and nothing of another class', async () => {
  const { retention } = server.room.stores;
  const all = await retention.exportPupil('system', userId);
  const ofSecond = await retention.exportPupil('system', userId, classes[1]);
  expect(all.tables['event']!.length).toBeGreaterThan(0);
  expect(ofSecond.tables['event']).toEqual([]);
  expect(ofSecond.tables['membership']).toMatchObject([{ class_id: classes[1] }]);
});
