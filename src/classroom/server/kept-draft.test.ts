import { expect, onTestFinished, test } from 'vitest';

import { serveClass, Visitor } from '../../../testing/class-server.ts';
import { event } from '../../../testing/classroom/fixture.ts';

test('a draft that a teacher has open can be commented on, though its pupil goes on typing', async () => {
  const served = await serveClass();
  onTestFinished(() => served.close());
  const { stores } = served.room;
  const owner = (await stores.people.createFirstOwner({ name: 'Owner', email: 'owner@class.example' }))!;
  const { id } = await stores.classes.create(owner.id, { name: '9b' });
  const { userId } = await stores.roster.addPupil(undefined, id, { name: '서연', phraseHash: null });
  const body = { files: { 'server.mjs': 'one\n' } };
  const type = (counter: number) => stores.work.append(id, userId, [event('device', counter, { kind: 'draft', body })]);

  await type(1);
  const teacher = new Visitor(served.url, await served.cookieOf(owner));
  const page = `/en/class/${id}/pupils/${userId}/`;
  expect((await teacher.get(`${page}?lesson=echo`)).view).toMatchObject({
    work: { shown: { step: { id: 'device-1' } } },
  });
  await type(2);
  await type(3);
  const comment = { lesson: 'echo', step: 'device-1', path: 'server.mjs', line: '1', body: 'Why one?' };
  expect((await teacher.post(`${page}comment/`, comment)).status).toBe(303);
  expect((await stores.work.of(id, userId)).map(one => one.id)).toEqual(['device-1', 'device-3']);
});
