import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';

import { event, incompressible, openClass, writeUntilItFails } from '../../../testing/classroom/fixture.ts';
import { onSmallDisk } from '../../../testing/classroom/small-disk.ts';
import { openDatabase, overSqlite } from './database.ts';
import { openSqlite } from './dialects/sqlite.ts';
import { openStores, storesOf } from './open.ts';

function file(): string {
  const folder = mkdtempSync(join(tmpdir(), 'class-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'class.db');
}

const FULL = { name: 'DataError', fault: 'full', remedy: expect.stringMatching(/Make room/) as string };

test('a database without room says so with a remedy, loses nothing acknowledged, and goes on when there is some', async () => {
  const url = file();
  const { stores: before, class: ours, pupils } = await openClass(url);
  await before.close();
  const database = openSqlite(url);
  const stores = storesOf(await overSqlite(database, Date.now));
  onTestFinished(() => stores.close());
  const { userId } = pupils[0];
  const write = (counter: number) =>
    stores.work.append(ours.id, userId, [event('a', counter, { body: incompressible() })]);

  const { page_count: pages } = database.prepare('pragma page_count').get() as { page_count: number };
  database.exec(`pragma max_page_count = ${pages + 12}`);
  const { acknowledged, failed } = await writeUntilItFails(write);
  expect(failed).toMatchObject(FULL);
  expect(await stores.work.of(ours.id, userId)).toHaveLength(acknowledged);
  database.exec('pragma max_page_count = 1000000');
  await write(acknowledged + 1);
  expect(await stores.work.of(ours.id, userId)).toHaveLength(acknowledged + 1);
});

const small = onSmallDisk();
if (!small)
  console.warn('no disk of 3 MiB can be mounted here (unshare --user --map-root-user --mount): one test less');

test.skipIf(!small)('a full disk does the same', () => {
  const { acknowledged, error, there, goesOn, integrity } = small!;
  expect(error).toMatchObject(FULL);
  expect(acknowledged).toBeGreaterThan(10);
  expect({ there, goesOn, integrity }).toEqual({ there: acknowledged, goesOn: true, integrity: 'ok' });
});

test('what cannot be opened says why', async () => {
  const url = file();
  await expect(openStores({ url: join(url, 'no', 'folder.db') })).rejects.toMatchObject({ fault: 'gone' });
  writeFileSync(url, 'this is no database, however long it is. '.repeat(100));
  await expect(openStores({ url })).rejects.toMatchObject({ fault: 'damaged', remedy: /restore the last backup/ });
});

test('a database that a newer version has written is left alone', async () => {
  const url = file();
  const { db, close } = await openDatabase({ url });
  await sql`insert into kysely_migration (name, timestamp) values ('999-later', '')`.execute(db);
  await close();
  await expect(openStores({ url })).rejects.toMatchObject({ fault: 'newer', remedy: /newer one/ });
});

test('stores that were closed say that the database does not answer', async () => {
  const { stores } = await openClass(file());
  await stores.close();
  await expect(stores.classes.all()).rejects.toMatchObject({ fault: 'gone' });
  await expect(stores.ping()).rejects.toMatchObject({ fault: 'gone' });
});

test("the database's files are their owner's alone, and whatever is confirmed is on the disk", async () => {
  const url = file();
  writeFileSync(url, '', { mode: 0o644 });
  const { stores } = await openClass(url);
  onTestFinished(() => stores.close());
  for (const path of [url, `${url}-wal`]) expect(statSync(path).mode & 0o777, path).toBe(0o600);
  const database = openSqlite(url);
  onTestFinished(() => database.close());
  const values = ['journal_mode', 'synchronous', 'foreign_keys', 'secure_delete'].map(
    name => Object.values(database.prepare(`pragma ${name}`).get()!)[0],
  );
  expect(values).toEqual(['wal', 2, 1, 1]);
});
