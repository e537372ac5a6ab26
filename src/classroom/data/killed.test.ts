import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';

import { openClass } from '../../../testing/classroom/fixture.ts';
import { killStorms } from '../../../testing/classroom/kill-storm.ts';
import { ensurePostgres, startPostgres } from '../../../testing/postgres.ts';
import { environment } from '../../environment/index.server.ts';

/** How often a writer is killed: a few times on every npm test, as often as is asked of us where all is proved. */
const ROUNDS = environment(['PROVE']).PROVE === 'all' ? 200 : 4;
/** Of one round on a busy computer, in milliseconds. */
const ROUND_MS = 30_000;
const timeout = 30_000 + ROUNDS * ROUND_MS;

test('a writer that is killed at any moment has lost nothing that it acknowledged', { timeout }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'class-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const open = await openClass(join(folder, 'class.db'));
  onTestFinished(() => open.stores.close());
  await killStorms(open, ROUNDS, place => expect(integrityOf(open.url), place).toEqual([{ integrity_check: 'ok' }]));
});

test.skipIf(ensurePostgres())('neither has one beside others on a PostgreSQL', { timeout }, async () => {
  const postgres = await startPostgres();
  onTestFinished(() => postgres.stop());
  const open = await openClass(await postgres.fresh());
  onTestFinished(() => open.stores.close());
  const other = new pg.Client({ connectionString: open.url });
  await other.connect();
  onTestFinished(() => other.end());
  // What the dead one had sent is carried out all the same, or not, by the time that its connections are gone.
  const gone = async (): Promise<void> => {
    const left = await other.query("select 1 from pg_stat_activity where application_name = 'storm'");
    if (left.rows.length > 0) await gone();
  };
  await killStorms({ ...open, url: `${open.url}&application_name=storm` }, ROUNDS / 4, gone);
});

function integrityOf(path: string): unknown[] {
  const database = new DatabaseSync(path);
  const verdict = database.prepare('pragma integrity_check').all();
  database.close();
  return verdict.map(row => ({ ...row }));
}
