import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { inProject } from '../../src/project.server.ts';
import { event, openClass } from '../../testing/classroom/fixture.ts';
import { ensurePostgres, startPostgres, type Postgres } from '../../testing/postgres.ts';

const folder = mkdtempSync(join(tmpdir(), 'class-'));
const database = join(folder, 'class.db');
const backup = join(folder, 'backup');

beforeAll(async () => {
  const { stores, class: ours, pupils } = await openClass(database);
  await stores.work.append(ours.id, pupils[0].userId, [event('a', 1)]);
  await stores.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(...args: string[]): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [inProject('scripts', 'class', 'index.ts'), ...args], {
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

test('a database is backed up, restored elsewhere and found the same, and only into an empty one', () => {
  expect(run('backup', backup, '--database', database)).toMatchObject({ status: 0, said: /All is in / });
  const other = join(folder, 'other.db');
  expect(run('restore', backup, '--database', other)).toMatchObject({ status: 0, said: /3 user, .*1 event/ });
  expect(run('audit', '--database', other).said).toBe(run('audit', '--database', database).said);
  const again = run('restore', backup, '--database', other);
  expect(again).toMatchObject({ status: 1, said: /has data in it already\n.*choose another/ });
});

test('the audit is found sound with its head, and not when somebody has changed it', () => {
  const { status, said } = run('audit', '--database', database);
  expect({ status, said }).toMatchObject({ status: 0, said: /The audit is sound, 3 rows/ });
  const head = /\d+:[\w-]{43}/.exec(said)![0];
  expect(run('audit', head, '--database', database).status).toBe(0);
  const changed = join(folder, 'changed.db');
  run('restore', backup, '--database', changed);
  const direct = new DatabaseSync(changed);
  direct.exec("update audit set actor = 'somebody' where seq = 2");
  direct.close();
  expect(run('audit', '--database', changed)).toMatchObject({ status: 1, said: /not sound: row 2 is changed/ });
});

test('what makes no sense is answered with what to write', () => {
  for (const args of [[], ['copy'], ['toString'], ['backup'], ['audit', 'x']])
    expect(run(...args, '--database', database), args.join(' ')).toMatchObject({
      status: 1,
      said: /npm run class -- backup/,
    });
  expect(run('audit')).toMatchObject({ status: 1, said: /--database <file or postgres/ });
  expect(run('restore', join(folder, 'nothing'), '--database', join(folder, 'x.db'))).toMatchObject({
    status: 1,
    said: /ENOENT.*nothing/,
  });
  expect(existsSync(join(folder, 'x.db'))).toBe(false);
});

describe.skipIf(ensurePostgres())('with a PostgreSQL', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 300_000);
  afterAll(() => postgres.stop(), 60_000);

  test(
    'a database is moved there, and back by a backup, and its audit stays the same',
    { timeout: 120_000 },
    async () => {
      const url = await postgres.fresh();
      expect(run('move', url, '--database', database)).toMatchObject({ status: 0, said: /3 user, .*1 event/ });
      expect(run('audit', '--database', url).said).toBe(run('audit', '--database', database).said);
      expect(run('backup', backup, '--database', url).status).toBe(0);
      const back = join(folder, 'back.db');
      expect(run('restore', backup, '--database', back).status).toBe(0);
      expect(run('audit', '--database', back).said).toBe(run('audit', '--database', database).said);
    },
  );
});
