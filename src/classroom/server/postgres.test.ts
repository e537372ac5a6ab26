import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';

import { serveClass, Visitor, type ClassServer } from '../../../testing/class-server.ts';
import { event } from '../../../testing/classroom/fixture.ts';
import { ensurePostgres, startPostgres, type Postgres } from '../../../testing/postgres.ts';

const draft = (counter: number) =>
  event('device-0123456789', counter, { id: `event-0123456789-${counter}`, kind: 'draft', body: { files: {} } });

async function server(database: string): Promise<ClassServer> {
  const served = await serveClass({}, database);
  onTestFinished(() => served.close());
  return served;
}

/** A class with a teacher and a pupil, made by one server; `atWork` is the pupil at whichever server. */
async function classAt(served: ClassServer) {
  const { stores } = served.room;
  const owner = (await stores.people.createFirstOwner({ name: 'Owner', email: 'owner@class.example' }))!;
  const { id } = await stores.classes.create(owner.id, { name: '9b' });
  const { userId } = await stores.roster.addPupil(undefined, id, { name: '서연', phraseHash: null });
  const cookie = await served.cookieOf((await stores.people.byId(userId))!);
  const atWork = ({ url }: ClassServer) => {
    const visitor = new Visitor(url, cookie);
    return (counter: number) => visitor.send(`/api/class/${id}/work`, { events: [draft(counter)] });
  };
  return { id, userId, atWork, teacher: await served.cookieOf(owner) };
}

describe.skipIf(ensurePostgres())('servers over one PostgreSQL', { timeout: 120_000 }, () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 300_000);
  afterAll(() => postgres.stop(), 60_000);

  test('know the same sessions, and a board that is open at one moves by work that is sent to the other', async () => {
    const database = await postgres.fresh();
    const [one, other] = [await server(database), await server(database)];
    const { id, userId, atWork, teacher } = await classAt(one);
    const board = await fetch(`${one.url}/en/class/${id}/live/`, { headers: { Cookie: teacher } });
    const reader = board.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await atWork(other)(1)).status).toBe(200);
    let told = '';
    while (!told.includes('data: ')) told += (await reader.read()).value ?? '';
    expect(told).toContain(`data: ["${userId}"]`);
    await reader.cancel();
  });

  test('ask to come again later while it is gone, and then take what is sent again, once', async () => {
    const served = await server(await postgres.fresh());
    const { id, userId, atWork } = await classAt(served);
    const send = atWork(served);
    expect((await send(1)).status).toBe(200);
    await postgres.crash();
    expect((await send(2)).status).toBe(503);
    expect((await fetch(`${served.url}/healthz`)).status).toBe(503);
    await postgres.start();
    expect(await (await send(2)).json()).toMatchObject({ stored: [draft(2).id] });
    expect((await send(2)).status).toBe(200);
    expect((await fetch(`${served.url}/healthz`)).status).toBe(200);
    const held = await served.room.stores.work.of(id, userId);
    expect(held.filter(one => one.id === draft(2).id)).toHaveLength(1);
  });
});
