import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

import { openClass } from '../../../testing/classroom/fixture.ts';
import { startWriter } from '../../../testing/classroom/processes.ts';
import { STORM_EVENTS } from '../../../testing/classroom/storm.ts';
import { environment } from '../../environment/index.server.ts';
import type { Stores } from './stores.ts';
import type { WorkEvent } from './work.ts';

/** How often a writer is killed: a few times on every npm test, as often as is asked of us where all is proved. */
const ROUNDS = environment(['PROVE']).PROVE === 'all' ? 200 : 4;
/** Acknowledgements after which it is killed, at most. */
const MOST = 40;
/** Of one round on a busy computer, in milliseconds. */
const ROUND_MS = 30_000;

test(
  'a writer that is killed at any moment has lost nothing that it acknowledged',
  { timeout: 30_000 + ROUNDS * ROUND_MS },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'class-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const url = join(folder, 'class.db');
    const { stores, class: ours, pupils } = await openClass(url);
    onTestFinished(() => stores.close());
    const classId = ours.id;
    const { userId } = pupils[0];
    const acknowledged: string[] = [];
    let from = 1;

    for (let round = 0; round < ROUNDS; round++) {
      const killAfter = 1 + Math.floor(Math.random() * MOST);
      let left = killAfter;
      const orders = { url, classId, userId, device: 'a', from, to: 1e9, what: 'storm' } as const;
      const writer = await startWriter(orders, () => {
        // It has gone on meanwhile, so this is at no particular point of the next write.
        if (--left === 0) writer.process.kill('SIGKILL');
      });
      writer.begin();
      expect(await writer.ended).toBe(false);
      acknowledged.push(...writer.acknowledged);

      const place = `killed after ${killAfter} in round ${round}`;
      expect(integrityOf(url), place).toEqual([{ integrity_check: 'ok' }]);
      const events = await stores.work.of(classId, userId);
      const there = await allThere(stores, classId, events);
      expect(new Set(there).size, `${place}: nothing is twice`).toBe(there.length);
      const held = new Set(there);
      expect(
        acknowledged.filter(one => !one.startsWith('draft') && !held.has(one)),
        `${place}: nothing is lost`,
      ).toEqual([]);
      const draft = Math.max(0, ...events.map(({ kind, counter }) => (kind === 'draft' ? counter : 0)));
      expect(draft, `${place}: the last draft`).toBeGreaterThanOrEqual(lastDraft(acknowledged));
      // Whoever sent them does not know of the last few, and sends them again.
      from = Math.max(1, Math.floor(Math.max(0, ...events.map(({ counter }) => counter)) / STORM_EVENTS) - 2);
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(ROUNDS);
    expect(await stores.audit.verify()).toMatchObject({ sound: true });
  },
);

function integrityOf(path: string): unknown[] {
  const database = new DatabaseSync(path);
  const verdict = database.prepare('pragma integrity_check').all();
  database.close();
  return verdict.map(row => ({ ...row }));
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
