import { expect, onTestFinished } from 'vitest';

import { event } from '../../../../testing/classroom/fixture.ts';
import { openStores } from '../open.ts';
import type { ClassTest } from './class-test.contract.ts';

export function transactionTests(it: ClassTest): void {
  it('all of a transaction is done or nothing, and nothing is told of what was not', async open => {
    const { stores, class: ours, pupils, teacher } = open;
    const told: unknown[] = [];
    onTestFinished(stores.onChange(ours.id, change => told.push(change?.what)));
    const work = stores.transaction(async within => {
      await within.classes.announce(teacher.id, ours.id, 'never');
      await within.work.append(ours.id, pupils[0].userId, [event('a', 1)]);
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await stores.classes.announcements(ours.id)).toEqual([]);
    expect(await stores.work.since(ours.id, 0)).toEqual([]);
    const heard = new Promise(resolve => stores.onChange(ours.id, change => resolve(change?.what)));
    await stores.transaction(async within => {
      await within.grades.override(teacher.id, {
        classId: ours.id,
        userId: pupils[0].userId,
        lesson: 'echo',
        grade: 1,
        reason: '',
      });
    });
    expect(await heard).toBe('grade');
    expect(told.filter(what => what === 'announcement' || what === 'work')).toEqual([]);
    expect(await stores.audit.verify()).toMatchObject({ sound: true });
  });

  it('the stores outside say so within a transaction, and do not wait for ever', async ({ stores }) => {
    const work = stores.transaction(() => stores.classes.all());
    await expect(work).rejects.toThrow('use the stores that it gives');
    expect(await stores.classes.all()).toHaveLength(1);
  });

  it('transactions that stand in each other’s way are both done', async ({ stores, teacher, class: ours, pupils }) => {
    const about = { classId: ours.id, userId: pupils[0].userId, lesson: 'echo', reason: '' };
    const one = stores.transaction(async within => {
      await within.classes.update(teacher.id, ours.id, { name: 'one' });
      await within.grades.override(teacher.id, { ...about, grade: 1 });
    });
    const other = stores.transaction(async within => {
      await within.grades.override(teacher.id, { ...about, grade: 2 });
      await within.classes.update(teacher.id, ours.id, { name: 'other' });
    });
    await Promise.all([one, other]);
    expect(await stores.grades.overrides(ours.id)).toHaveLength(2);
    expect(await stores.audit.verify()).toMatchObject({ sound: true, head: { seq: 7 } });
  });

  it('who comes first writes first', async ({ stores }) => {
    const order: number[] = [];
    const numbers = Array.from({ length: 20 }, (_, index) => index);
    const write = async (n: number): Promise<void> => {
      await stores.settings.set('same', n);
      order.push(n);
      // Who has just written comes again at once, and lets the others go first all the same.
      if (n === 0) await write(100);
    };
    await Promise.all(numbers.map(write));
    if (stores.kind === 'sqlite') expect(order).toEqual([...numbers, 100]);
    expect(order).toHaveLength(21);
  });

  it('what it has made is found by whoever opens it next, also two at once', async ({ stores, url, class: ours }) => {
    const [one, other] = await Promise.all([openStores({ url }), openStores({ url })]);
    onTestFinished(() => Promise.all([one.close(), other.close()]).then(() => undefined));
    expect((await one.classes.all()).map(({ id }) => id)).toEqual([ours.id]);
    expect((await other.classes.all()).map(({ id }) => id)).toEqual([ours.id]);
    await stores.ping();
  });
}
