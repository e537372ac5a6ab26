import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';

import { event, openClass } from '../../../testing/classroom/fixture.ts';
import { startWriter } from '../../../testing/classroom/processes.ts';
import { ensurePostgres, startPostgres, type Postgres } from '../../../testing/postgres.ts';
import { environment } from '../../environment/index.server.ts';
import type { Change } from './changes.ts';
import { describeStores } from './contract/stores.contract.ts';
import { openStores } from './open.ts';

const missing = ensurePostgres();
if (missing) console.warn(missing);

test.runIf(environment(['CI']).CI)('there is a PostgreSQL to test with', () => expect(missing).toBeUndefined());

describe.skipIf(missing)('with a PostgreSQL', { timeout: 120_000 }, () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 300_000);
  afterAll(() => postgres.stop(), 300_000); // many databases are removed

  describeStores('PostgreSQL', () => postgres.fresh());

  test('two processes that see an empty database at once make its tables once', async () => {
    const url = await postgres.fresh();
    const opened = await Promise.all([1, 2, 3, 4].map(() => openStores({ url })));
    onTestFinished(() => Promise.all(opened.map(stores => stores.close())).then(() => undefined));
    for (const stores of opened) expect(await stores.classes.all()).toEqual([]);
  });

  test('what another process writes is told here, and nothing of it before it can be read', async () => {
    const { url, stores, class: ours, pupils } = await openClass(await postgres.fresh());
    onTestFinished(() => stores.close());
    const told: (Change | undefined)[] = [];
    const read: Promise<number>[] = [];
    const all = new Promise<void>(resolve =>
      stores.onChange(ours.id, change => {
        if (change?.what !== 'work') return;
        told.push(change);
        read.push(stores.work.since(ours.id, change.seq! - 1, 1).then(events => events.length));
        if (told.length === 5) resolve();
      }),
    );
    const orders = { url, classId: ours.id, userId: pupils[0].userId, device: 'a', from: 1, to: 5 } as const;
    const writer = await startWriter({ ...orders, what: 'events' });
    writer.begin();
    await all;
    expect(told.map(change => change!.seq)).toEqual([1, 2, 3, 4, 5]);
    expect(await Promise.all(read)).toEqual([1, 1, 1, 1, 1]);
    expect(await writer.ended).toBe(true);
  });

  test('a worker whose clock is ahead takes nothing that another has', async () => {
    const { url, stores, class: ours, pupils } = await openClass(await postgres.fresh());
    const [one, other] = await Promise.all([openStores({ url }), openStores({ url })]);
    onTestFinished(() => Promise.all([stores, one, other].map(all => all.close())).then(() => undefined));
    const about = { classId: ours.id, userId: pupils[0].userId, lesson: 'echo', files: {}, claimed: null };
    await stores.submissions.add({ id: 's', ...about });
    const taken = (await one.submissions.take('one', 60_000))!;
    const ahead = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 10 * 60_000);
    onTestFinished(() => ahead.mockRestore());
    expect(await other.submissions.take('other', 60_000)).toBeUndefined();
    expect(await one.submissions.renew('s', taken.lease, 60_000)).toBe(true);
    ahead.mockReturnValue(0);
    expect(await other.submissions.take('other', 60_000)).toBeUndefined();
  });

  test('a database that goes away is told as such, nothing acknowledged is lost, and all goes on when it is back', async () => {
    const { stores, class: ours, pupils } = await openClass(await postgres.fresh());
    onTestFinished(() => stores.close());
    const { userId } = pupils[0];
    await stores.work.append(ours.id, userId, [event('a', 1)]);
    await postgres.crash();
    const gone = { fault: 'gone', remedy: expect.stringContaining('See that the database runs') as string };
    await expect(stores.work.append(ours.id, userId, [event('a', 2)])).rejects.toMatchObject(gone);
    await expect(stores.ping()).rejects.toMatchObject(gone);
    await expect(openStores({ url: 'postgres://nobody@/x?host=%2Fnowhere' })).rejects.toMatchObject(gone);
    const readAgain = new Promise<void>(resolve =>
      stores.onChange(ours.id, change => {
        if (change === undefined) resolve();
      }),
    );
    await postgres.start();
    await readAgain;
    await stores.work.append(ours.id, userId, [event('a', 2)]);
    expect((await stores.work.of(ours.id, userId)).map(({ id }) => id)).toEqual(['a-1', 'a-2']);
  });
});
