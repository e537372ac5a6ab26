import { expect } from 'vitest';

import { event } from '../../../../testing/classroom/fixture.ts';
import { writeTogether } from '../../../../testing/classroom/processes.ts';
import type { ClassTest } from './class-test.contract.ts';

const ids = (events: readonly { id: string }[]): string[] => events.map(({ id }) => id);

export function workTests(it: ClassTest): void {
  it('an event that comes twice is stored once, also at once, and acknowledged each time', async open => {
    const { stores, class: ours, pupils } = open;
    const send = () => stores.work.append(ours.id, pupils[0].userId, [event('a', 1), event('a', 2), event('a', 1)]);
    const answers = await Promise.all([send(), send(), send()]);
    for (const { stored } of answers) expect(stored).toEqual(['a-1', 'a-2', 'a-1']);
    expect(answers.flatMap(({ added }) => ids(added))).toEqual(['a-1', 'a-2']);
    const changed = event('a', 1, { body: 'something else' });
    expect((await stores.work.append(ours.id, pupils[0].userId, [changed])).added).toEqual([]);
    expect(await stores.work.get(ours.id, pupils[0].userId, 'a-1')).toMatchObject({ body: event('a', 1).body });
  });

  it('two processes that send the same work store it once, each under a number of its own', async open => {
    const { stores, url, class: ours, pupils } = open;
    const orders = {
      url,
      classId: ours.id,
      userId: pupils[0].userId,
      device: 'a',
      from: 1,
      to: 15,
      what: 'events',
    } as const;
    const sent = Array.from({ length: 15 }, (_, index) => `event a-${index + 1}`);
    expect(await writeTogether(orders, orders)).toEqual([sent, sent]);
    const stored = await stores.work.since(ours.id, 0);
    expect(new Set(stored.map(({ seq }) => seq)).size).toBe(15);
    expect(stored).toHaveLength(15);
    expect(new Set(ids(stored)).size).toBe(15);
  });

  it("two pupils' events may have one id, and neither sees the other's", async ({ stores, class: ours, pupils }) => {
    const [one, other] = pupils;
    await stores.work.append(ours.id, one.userId, [event('a', 1, { body: 'mine' })]);
    expect((await stores.work.append(ours.id, other.userId, [event('a', 1, { body: 'yours' })])).added).toHaveLength(1);
    expect((await stores.work.of(ours.id, one.userId)).map(({ body }) => body)).toEqual(['mine']);
    expect((await stores.work.of(ours.id, other.userId)).map(({ body }) => body)).toEqual(['yours']);
  });

  it('two devices are merged the same way in whatever order their work comes, and each keeps its own order', async open => {
    const { stores, class: ours, pupils } = open;
    const laptop = [event('laptop', 1), event('laptop', 2), event('laptop', 5)];
    const phone = [
      event('phone', 2),
      event('phone', 3),
      event('phone', 4, { id: 'aa' }),
      event('phone', 4, { id: 'ab' }),
    ];
    const arrivals = [
      [laptop, phone],
      [[...phone].reverse(), [...laptop].reverse()],
      [
        [phone[1]!, laptop[2]!],
        [laptop[0]!, phone[3]!, phone[2]!],
        [phone[0]!, laptop[1]!],
      ],
    ];
    const merged = ['laptop-1', 'laptop-2', 'phone-2', 'phone-3', 'aa', 'ab', 'laptop-5'];
    for (const [index, batches] of arrivals.entries()) {
      const { userId } = await stores.roster.addPupil(undefined, ours.id, { name: `P${index}`, phraseHash: null });
      for (const batch of batches) await stores.work.append(ours.id, userId, batch);
      expect(ids(await stores.work.of(ours.id, userId))).toEqual(merged);
      expect(ids(await stores.work.latest(ours.id, userId))).toEqual(['laptop-5']);
    }
    expect(await stores.work.of(ours.id, pupils[0].userId)).toEqual([]);
  });

  it('a clock that is set back changes no order', async ({ stores, class: ours, pupils, clock }) => {
    const { userId } = pupils[0];
    await stores.work.append(ours.id, userId, [event('a', 1, { madeAt: 9e12 })]);
    clock.at -= 365 * 24 * 60 * 60 * 1000;
    await stores.work.append(ours.id, userId, [event('a', 2, { madeAt: 0 })]);
    expect(ids(await stores.work.of(ours.id, userId))).toEqual(['a-1', 'a-2']);
    expect(ids(await stores.work.since(ours.id, 0))).toEqual(['a-1', 'a-2']);
    expect(ids(await stores.work.latest(ours.id))).toEqual(['a-2']);
  });

  it('the latest of each lesson and kind is known, of one pupil or of all', async ({ stores, class: ours, pupils }) => {
    const [one, other] = pupils.map(({ userId }) => userId) as [string, string];
    const check = event('a', 3, { kind: 'check' });
    await stores.work.append(ours.id, one, [event('a', 2), event('a', 1), check, event('a', 4, { lesson: 'tls' })]);
    await stores.work.append(ours.id, other, [event('b', 1)]);
    expect(ids(await stores.work.latest(ours.id, one))).toEqual(['a-3', 'a-2', 'a-4']);
    expect(ids(await stores.work.latest(ours.id)).sort()).toEqual(['a-2', 'a-3', 'a-4', 'b-1']);
    expect(ids(await stores.work.of(ours.id, one, 'tls'))).toEqual(['a-4']);
    expect(ids(await stores.work.since(ours.id, 1, 2))).toEqual(['a-1', 'a-3']);
  });

  it('many at once are stored, and one that is no pupil of the class fails alone', async ({
    stores,
    class: ours,
    pupils,
  }) => {
    const more = await stores.roster.addPupils(
      'system',
      ours.id,
      Array.from({ length: 30 }, (_, index) => ({ name: `P${index}`, phraseHash: null })),
    );
    const all = [...pupils, ...more].map(({ userId }) => userId);
    const sent = ['nobody', ...all].map(userId => stores.work.append(ours.id, userId, [event('a', 1)]));
    const [stranger, ...others] = await Promise.allSettled(sent);
    expect(stranger).toMatchObject({ status: 'rejected', reason: { fault: 'missing' } });
    expect(others.every(({ status }) => status === 'fulfilled')).toBe(true);
    expect((await stores.work.since(ours.id, 0)).map(({ seq }) => seq)).toEqual(all.map((_, index) => index + 1));
    await expect(stores.work.append('no class', all[0]!, [event('a', 1)])).rejects.toMatchObject({ fault: 'missing' });
  });

  it('thousands of events in one go are stored', async ({ stores, class: ours, pupils }) => {
    const events = Array.from({ length: 2500 }, (_, index) => event('a', index + 1, { lesson: `lesson-${index}` }));
    await stores.work.append(ours.id, pupils[0].userId, events);
    expect(await stores.work.latest(ours.id)).toHaveLength(2500);
    expect(ids(await stores.work.since(ours.id, 2499))).toEqual(['a-2500']);
  });

  it('what has changed is told, once it is on the disk', async ({ stores, class: ours, pupils }) => {
    const { userId } = pupils[0];
    const told = new Promise<unknown>(resolve => {
      const stop = stores.onChange(ours.id, change => {
        if (change?.what !== 'work') return;
        stop();
        resolve(stores.work.since(ours.id, 0).then(events => ({ change, events: ids(events) })));
      });
    });
    await stores.work.append(ours.id, userId, [event('a', 1)]);
    const change = { classId: ours.id, what: 'work', userId, seq: 1 };
    expect(await told).toEqual({ change, events: ['a-1'] });
  });
}
