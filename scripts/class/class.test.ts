import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { inProject } from '../../src/project.server.ts';
import { event, openClass } from '../../testing/classroom/fixture.ts';
import { ensurePostgres, startPostgres, type Postgres } from '../../testing/postgres.ts';
import { classCommand } from './commands.ts';

const folder = mkdtempSync(join(tmpdir(), 'class-'));
const database = join(folder, 'class.db');
const backup = join(folder, 'backup');

beforeAll(async () => {
  const { stores, class: ours, pupils } = await openClass(database);
  await stores.work.append(ours.id, pupils[0].userId, [event('a', 1)]);
  await stores.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]): Promise<string> => classCommand(args);

test('as a program it backs up, and says in words what it cannot do', { timeout: 120_000 }, () => {
  const program = (...args: string[]) =>
    spawnSync(process.execPath, [inProject('scripts', 'class', 'index.ts'), ...args], { encoding: 'utf8' });
  const done = program('backup', backup, '--database', database);
  expect(done).toMatchObject({ status: 0, stderr: '', stdout: /All is in / });
  const failed = program('restore', backup, '--database', database);
  expect(failed).toMatchObject({ status: 1, stdout: '', stderr: /has data in it already\n.*choose another/ });
});

test('a backup is restored elsewhere and found the same, and only into an empty database', async () => {
  await run('backup', backup, '--database', database);
  const other = join(folder, 'other.db');
  expect(await run('restore', backup, '--database', other)).toMatch(/3 user, .*1 event/);
  expect(await run('audit', '--database', other)).toBe(await run('audit', '--database', database));
  await expect(run('restore', backup, '--database', other)).rejects.toThrow(/has data in it already/);
});

test('the audit is found sound with its head, and not when somebody has changed it', async () => {
  const said = await run('audit', '--database', database);
  expect(said).toMatch(/The audit is sound, 3 rows/);
  const head = /\d+:[\w-]{43}/.exec(said)![0];
  expect(await run('audit', head, '--database', database)).toBe(said);
  const changed = join(folder, 'changed.db');
  await run('backup', backup, '--database', database);
  await run('restore', backup, '--database', changed);
  const direct = new DatabaseSync(changed);
  direct.exec("update audit set actor = 'somebody' where seq = 2");
  direct.close();
  await expect(run('audit', '--database', changed)).rejects.toThrow(/not sound: row 2 is changed/);
});

test('what makes no sense is answered with what to write', async () => {
  for (const args of [[], ['copy'], ['toString'], ['backup'], ['audit', 'x'], ['backup', 'a', 'b']])
    await expect(run(...args, '--database', database), args.join(' ')).rejects.toThrow(/npm run class -- backup/);
  const none = join(folder, 'none.db');
  for (const command of ['audit', 'owner'])
    await expect(run(command, '--database', none)).rejects.toThrow(/no database .*none\.db.*--database <file or/);
  await expect(run('restore', join(folder, 'nothing'), '--database', none)).rejects.toThrow(/ENOENT.*nothing/);
  expect(existsSync(none)).toBe(false);
});

describe.skipIf(ensurePostgres())('with a PostgreSQL', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 300_000);
  afterAll(() => postgres.stop(), 60_000);

  test('a database is moved there, and back by a backup, and its audit stays the same', async () => {
    const url = await postgres.fresh();
    expect(await run('move', url, '--database', database)).toMatch(/3 user, .*1 event/);
    const audit = await run('audit', '--database', database);
    expect(await run('audit', '--database', url)).toBe(audit);
    await run('backup', backup, '--database', url);
    const back = join(folder, 'back.db');
    await run('restore', backup, '--database', back);
    expect(await run('audit', '--database', back)).toBe(audit);
  });
});
