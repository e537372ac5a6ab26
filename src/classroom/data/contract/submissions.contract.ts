import { expect } from 'vitest';

import { writeTogether } from '../../../../testing/classroom/processes.ts';
import type { OpenClass } from '../../../../testing/classroom/fixture.ts';
import { LONGEST_LEASE_MS } from '../submission.ts';
import type { ClassTest } from './class-test.contract.ts';

const LEASE_MS = 60_000;
const OUTCOME = { status: 'verified', graded: { passed: 3 }, seed: 's', marks: [] } as const;

async function submit({ stores, class: ours, pupils }: OpenClass, id: string, pupil: 0 | 1 = 0) {
  const { userId } = pupils[pupil];
  return stores.submissions.add({
    id,
    classId: ours.id,
    userId,
    lesson: 'echo',
    files: { 'a.mjs': id },
    claimed: { n: 1 },
  });
}

export function submissionTests(it: ClassTest): void {
  it('a submission that comes twice is stored once, and another pupil cannot ask for it by its id', async open => {
    const made = await submit(open, 'one');
    expect(await submit(open, 'one')).toEqual(made);
    await expect(submit(open, 'one', 1)).rejects.toMatchObject({ fault: 'conflict' });
    expect(await open.stores.submissions.get('one')).toEqual(made);
    expect(await open.stores.submissions.list({ classId: open.class.id })).toHaveLength(1);
  });

  it('is graded in the order of arrival, by one worker each', async open => {
    for (const id of ['c', 'a', 'b']) await submit(open, id);
    open.clock.at -= 1_000_000;
    await submit(open, 'd');
    const { submissions } = open.stores;
    expect(await submissions.waiting()).toEqual({ count: 4, oldestAt: open.clock.at });
    const taken = [];
    for (let left = 5; left > 0; left--) taken.push((await submissions.take('w', LEASE_MS))?.id);
    expect(taken).toEqual(['c', 'a', 'b', 'd', undefined]);
    expect(await submissions.waiting()).toEqual({ count: 0, oldestAt: null });
  });

  it('processes that take at once get each submission once', async open => {
    const ids = Array.from({ length: 12 }, (_, index) => `s${index}`);
    for (const id of ids) await submit(open, id);
    const orders = { url: open.url, classId: open.class.id, userId: 'x', from: 1, to: 12, what: 'take' } as const;
    const taken = await writeTogether({ ...orders, device: 'one' }, { ...orders, device: 'two' });
    expect(taken.flat().sort()).toEqual(ids.map(id => `taken ${id}`).sort());
  });

  it('a lease that has run out is taken again by exactly one, and who lost it can do nothing any more', async open => {
    const { submissions } = open.stores;
    await submit(open, 'one');
    const lost = (await submissions.take('first', LEASE_MS))!;
    open.clock.at += LEASE_MS - 1;
    expect(await submissions.take('second', LEASE_MS)).toBeUndefined();
    expect(await submissions.renew('one', lost.lease, LEASE_MS)).toBe(true);
    open.clock.at += LEASE_MS;
    const tries = await Promise.all([1, 2, 3, 4].map(worker => submissions.take(`w${worker}`, LEASE_MS)));
    const again = tries.filter(one => one !== undefined);
    expect(again).toMatchObject([{ id: 'one', attempts: 2 }]);
    expect(await submissions.renew('one', lost.lease, LEASE_MS)).toBe(false);
    expect(await submissions.release('one', lost.lease)).toBe(false);
    expect(await submissions.finish('one', lost.lease, { ...OUTCOME, status: 'not_verified' })).toBe(false);
    expect(await submissions.finish('one', again[0]!.lease, OUTCOME)).toBe(true);
    expect(await submissions.finish('one', again[0]!.lease, OUTCOME)).toBe(false);
    expect(await submissions.get('one')).toMatchObject({ ...OUTCOME, gradedAt: open.clock.at });
    expect((await open.stores.audit.list({ subject: 'one' })).map(({ action }) => action)).toEqual([
      'submission.graded',
    ]);
  });

  it('a lease does not outlive a clock that is set back', async open => {
    await submit(open, 'one');
    await open.stores.submissions.take('first', LONGEST_LEASE_MS);
    open.clock.at -= 24 * 60 * 60 * 1000;
    expect(await open.stores.submissions.take('second', LEASE_MS)).toMatchObject({ id: 'one' });
    expect(() => open.stores.submissions.take('second', LONGEST_LEASE_MS + 1)).toThrow(RangeError);
  });

  it('what is given back keeps its place, and what was graded can be graded again', async open => {
    const { submissions } = open.stores;
    for (const id of ['a', 'b']) await submit(open, id);
    const taken = (await submissions.take('w', LEASE_MS))!;
    expect(await submissions.release('a', taken.lease)).toBe(true);
    const again = (await submissions.take('w', LEASE_MS))!;
    expect(again.id).toBe('a');
    await expect(submissions.requeue('system', 'a')).rejects.toMatchObject({ fault: 'conflict' });
    await submissions.finish('a', again.lease, OUTCOME);
    await submissions.requeue(open.teacher.id, 'a');
    expect(await submissions.take('w', LEASE_MS)).toMatchObject({ id: 'a', graded: null, seed: null, attempts: 1 });
  });

  it('the newest answer of each pupil is there to be compared, and lists hold no code', async open => {
    await submit(open, 'old');
    await submit(open, 'other', 1);
    await submit(open, 'new');
    const { submissions } = open.stores;
    expect((await submissions.answers(open.class.id, 'echo')).map(({ files }) => files)).toEqual([
      { 'a.mjs': 'other' },
      { 'a.mjs': 'new' },
    ]);
    const [line] = await submissions.list({ classId: open.class.id, userId: open.pupils[1].userId, status: 'queued' });
    expect(line).toMatchObject({ id: 'other', marks: [] });
    expect(line).not.toHaveProperty('files');
  });

  it('the newest of each pupil, lesson and status is known, of all or of some', async open => {
    const { submissions } = open.stores;
    for (const id of ['a', 'b', 'c']) await submit(open, id);
    const other = await submit(open, 'd', 1);
    const taken = (await submissions.take('w', LEASE_MS))!;
    await submissions.finish('a', taken.lease, OUTCOME);
    const [one, two] = open.pupils.map(({ userId }) => userId) as [string, string];
    const of = async (userIds?: string[]) =>
      (await submissions.newest(open.class.id, userIds)).sort((first, second) => first.seq - second.seq);
    const own = [
      { userId: one, lesson: 'echo', status: 'verified', seq: taken.seq },
      { userId: one, lesson: 'echo', status: 'queued', seq: taken.seq + 2 },
    ];
    expect(await of()).toEqual([...own, { userId: two, lesson: 'echo', status: 'queued', seq: other.seq }]);
    expect(await of([one])).toEqual(own);
    expect(await of([])).toEqual([]);
  });

  it('who waits for work is told when some comes', async open => {
    const told = new Promise<void>(resolve => {
      const stop = open.stores.submissions.onWaiting(() => {
        stop();
        resolve();
      });
    });
    await submit(open, 'one');
    await told;
  });
}
