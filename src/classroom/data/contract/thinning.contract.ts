import { expect, onTestFinished } from 'vitest';

import { event, type OpenClass } from '../../../../testing/classroom/fixture.ts';
import { openDatabase } from '../database.ts';
import { SLOT_MS } from '../thinning.ts';
import type { NewWorkEvent } from '../work.ts';
import type { ClassTest } from './class-test.contract.ts';

const draft = (counter: number, more: Partial<NewWorkEvent> = {}): NewWorkEvent =>
  event('a', counter, { kind: 'draft', ...more });

function pupilIn({ stores, class: ours, pupils, clock }: OpenClass) {
  clock.at = 1000 * SLOT_MS;
  const { userId } = pupils[0];
  return {
    send: (...events: NewWorkEvent[]) => stores.work.append(ours.id, userId, events),
    keep: (id: string) => stores.work.keep(ours.id, userId, id),
    held: async () => (await stores.work.of(ours.id, userId)).map(({ id }) => id),
    latest: async () => (await stores.work.latest(ours.id, userId)).map(({ id }) => id),
    userId,
  };
}

export function thinningTests(it: ClassTest): void {
  it('of drafts the last of each five minutes stays, and runs and Checks all do', async open => {
    const { send, held, latest, userId } = pupilIn(open);
    let counter = 0;
    const [last, others]: [string[], string[]] = [[], []];
    for (let slot = 0; slot < 3; slot++) {
      for (let at = 0; at < SLOT_MS; at += 20_000) {
        await send(draft(++counter));
        if (at % 60_000 === 0) {
          await send(event('a', ++counter, { kind: 'check' }), event('a', ++counter));
          others.push(`a-${counter - 1}`, `a-${counter}`);
        } else last[slot] = `a-${counter}`;
        open.clock.at += 20_000;
      }
    }
    const expected = [...last, ...others].sort((one, other) => Number(one.slice(2)) - Number(other.slice(2)));
    expect(await held()).toEqual(expected);
    expect((await latest()).sort()).toEqual([last.at(-1), ...others.slice(-2)].sort());
    const { tables } = await open.stores.retention.exportPupil('system', userId);
    expect(tables['event']).toHaveLength(expected.length);
  });

  it('what comes at once, out of an outbox, is thinned alike, and all of it is acknowledged', async open => {
    const { send, held } = pupilIn(open);
    const sent = [draft(1), draft(2, { lesson: 'tls' }), event('a', 3, { kind: 'check' }), draft(4), draft(5)];
    const { stored, added } = await send(...sent);
    expect(stored).toEqual(['a-1', 'a-2', 'a-3', 'a-4', 'a-5']);
    expect(added.map(({ id }) => id)).toEqual(['a-2', 'a-3', 'a-5']);
    expect(await held()).toEqual(['a-2', 'a-3', 'a-5']);
  });

  it('a draft that is sent again once it has made room changes nothing that is shown', async open => {
    const { send, held, latest } = pupilIn(open);
    await send(draft(1));
    await send(draft(2));
    expect((await send(draft(1))).stored).toEqual(['a-1']);
    expect(await latest()).toEqual(['a-2']);
    await send(draft(3));
    expect(await held()).toContain('a-3');
    expect(await latest()).toEqual(['a-3']);
  });

  it('a draft that says the same as the one before stands for it, however much later', async open => {
    const { send, held } = pupilIn(open);
    await send(draft(1, { body: 'same' }));
    open.clock.at += 10 * SLOT_MS;
    await send(draft(2, { body: 'same' }));
    open.clock.at += 10 * SLOT_MS;
    await send(draft(3, { body: 'other' }));
    expect(await held()).toEqual(['a-2', 'a-3']);
  });

  it('long work takes less room than it has characters, and is read and given out as it was', async open => {
    const { send, userId } = pupilIn(open);
    const body = { files: { 'a.mjs': 'export const 열쇠 = () => "열쇠";\n'.repeat(200) } };
    await send(draft(1, { body }));
    const { stores, class: ours, url } = open;
    expect((await stores.work.of(ours.id, userId))[0]!.body).toEqual(body);
    expect((await stores.retention.exportPupil('system', userId)).tables['event']).toMatchObject([{ body }]);
    const { db, close } = await openDatabase({ url });
    onTestFinished(close);
    const { body: stored } = await db.selectFrom('event').select('body').executeTakeFirstOrThrow();
    expect(stored.length).toBeLessThan(JSON.stringify(body).length / 10);
  });

  it('a draft that somebody has looked at stays', async open => {
    const { send, keep, held } = pupilIn(open);
    await send(draft(1));
    await keep('a-1');
    await send(draft(2));
    await send(draft(3));
    expect(await held()).toEqual(['a-1', 'a-3']);
  });

  it("two devices keep each its own last draft, and another pupil's are not touched", async open => {
    const { send, held, latest } = pupilIn(open);
    const other = open.pupils[1].userId;
    await open.stores.work.append(open.class.id, other, [draft(1)]);
    await send(draft(1), draft(2, { device: 'b', id: 'b-2' }), draft(3));
    await send(draft(4, { device: 'b', id: 'b-4' }));
    expect(await held()).toEqual(['b-2', 'a-3', 'b-4']);
    expect(await latest()).toEqual(['b-4']);
    expect(await open.stores.work.of(open.class.id, other)).toHaveLength(1);
  });

  it('a clock that is set back loses no draft of the time before', async open => {
    const { send, held, latest } = pupilIn(open);
    await send(draft(1));
    open.clock.at -= 100 * SLOT_MS;
    await send(draft(2));
    await send(draft(3));
    expect(await held()).toEqual(['a-1', 'a-3']);
    expect(await latest()).toEqual(['a-3']);
  });

  it('whoever reads on after a number misses nothing that is still there', async open => {
    const { send } = pupilIn(open);
    await send(draft(1));
    const { stores, class: ours } = open;
    const seen = (await stores.work.since(ours.id, 0)).at(-1)!.seq;
    await send(draft(2));
    await send(event('a', 3));
    expect((await stores.work.since(ours.id, seen)).map(({ id }) => id)).toEqual(['a-2', 'a-3']);
    expect((await stores.work.since(ours.id, 0)).map(({ id }) => id)).toEqual(['a-2', 'a-3']);
  });
}
