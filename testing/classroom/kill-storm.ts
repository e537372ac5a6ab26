import { expect } from 'vitest';

import type { Stores, WorkEvent } from '#src/classroom/data/index.server.ts';
import type { OpenClass } from './fixture.ts';
import { startWriter } from './processes.ts';
import { STORM_EVENTS } from './storm.ts';

/** Acknowledgements after which a writer is killed, at most. */
const MOST = 40;

/**
 * Kills writers, one after the other, each at some moment of a storm, and expects each time that all is there that was
 * acknowledged, once. `sound` looks at the database itself, at the place it is told.
 */
export async function killStorms(
  { url, stores, class: { id: classId }, pupils }: OpenClass,
  rounds: number,
  sound: (place: string) => void | Promise<void>,
): Promise<void> {
  const { userId } = pupils[0];
  const acknowledged: string[] = [];
  let from = 1;
  for (let round = 0; round < rounds; round++) {
    const killAfter = 1 + Math.floor(Math.random() * MOST);
    const place = `killed after ${killAfter} in round ${round}`;
    acknowledged.push(...(await stormUntilKilled({ url, classId, userId, from }, killAfter)));
    await sound(place);
    const events = await stores.work.of(classId, userId);
    const there = await allThere(stores, classId, events);
    expect(new Set(there).size, `${place}: nothing is twice`).toBe(there.length);
    const held = new Set(there);
    const lost = acknowledged.filter(one => !one.startsWith('draft') && !held.has(one));
    expect(lost, `${place}: nothing is lost`).toEqual([]);
    const draft = Math.max(0, ...events.map(({ kind, counter }) => (kind === 'draft' ? counter : 0)));
    expect(draft, `${place}: the last draft`).toBeGreaterThanOrEqual(lastDraft(acknowledged));
    // Whoever sent them does not know of the last few, and sends them again.
    from = Math.max(1, Math.floor(Math.max(0, ...events.map(({ counter }) => counter)) / STORM_EVENTS) - 2);
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(rounds);
  expect(await stores.audit.verify()).toMatchObject({ sound: true });
}

/** What it had acknowledged. */
async function stormUntilKilled(
  orders: { url: string; classId: string; userId: string; from: number },
  killAfter: number,
): Promise<string[]> {
  let left = killAfter;
  const writer = await startWriter({ ...orders, device: 'a', to: 1e9, what: 'storm' }, () => {
    // It has gone on meanwhile, so this is at no particular point of the next write.
    if (--left === 0) writer.process.kill('SIGKILL');
  });
  writer.begin();
  expect(await writer.ended).toBe(false);
  return writer.acknowledged;
}

/** In the words of the writer; what was handed in by an event is there with it, and what was graded is audited, once. */
async function allThere(stores: Stores, classId: string, events: readonly WorkEvent[]): Promise<string[]> {
  const submissions = await stores.submissions.list({ classId });
  const checks = events.filter(({ kind }) => kind === 'check').map(({ id }) => id);
  expect(submissions.map(({ eventId }) => eventId).sort()).toEqual(checks.sort());
  const graded = submissions.filter(({ status }) => status === 'verified').map(({ id }) => `graded ${id}`);
  const audited = (await stores.audit.list({ limit: 1e6 })).filter(({ action }) => action === 'submission.graded');
  expect(audited.map(({ subject }) => `graded ${subject}`).sort()).toEqual(graded.toSorted());
  const work = events.filter(({ kind }) => kind !== 'draft').map(({ id }) => `event ${id}`);
  return [...work, ...submissions.map(({ id }) => `submission ${id}`), ...graded];
}

function lastDraft(acknowledged: readonly string[]): number {
  return Math.max(0, ...acknowledged.map(one => Number(/^draft (\d+)$/.exec(one)?.[1] ?? 0)));
}
