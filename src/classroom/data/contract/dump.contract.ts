import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished } from 'vitest';

import { event, type OpenClass } from '../../../../testing/classroom/fixture.ts';
import { backUp, move, restore } from '../backup.ts';
import { openDatabase } from '../database.ts';
import { openStores } from '../open.ts';
import { TABLES } from '../tables.ts';
import type { ClassTest, Fresh } from './class-test.contract.ts';

const HOUR = 60 * 60 * 1000;

/** Something in every table, and more than a page of some. */
async function fill({ stores, teacher, class: ours, pupils, clock }: OpenClass): Promise<void> {
  const about = { classId: ours.id, userId: pupils[0].userId, lesson: 'echo' };
  const events = Array.from({ length: 1201 }, (_, index) => event('a', index + 1));
  await stores.work.append(ours.id, about.userId, events);
  await stores.submissions.add({ id: 's', ...about, files: { 'a.mjs': '한글\u0000\ud800' }, claimed: null });
  await stores.grades.override(teacher.id, { ...about, grade: 1, reason: '"quoted"\n' });
  await stores.comments.add(teacher.id, { ...about, eventId: 'e', path: 'a.mjs', line: 1, body: "it's" });
  await stores.classes.setExtension(teacher.id, ours.id, { ...about, unit: 'echo', dueAt: 1, reason: '' });
  await stores.classes.openCode(teacher.id, ours.id, 'CODE', clock.at + HOUR);
  await stores.classes.setOpening(teacher.id, ours.id, { chapter: 'tls', opensAt: null, closesAt: 2 });
  await stores.classes.setDeadline(teacher.id, ours.id, 'tls', 1);
  await stores.classes.announce(teacher.id, ours.id, 'hello');
  await stores.sessions.open({ tokenHash: 't', userId: teacher.id, expiresAt: clock.at + HOUR });
  await stores.people.addIdentity(teacher.id, 'https://idp.example', '1');
  const key = { userId: teacher.id, publicKey: 'k', counter: 0, transports: ['usb'], label: 'key' };
  await stores.passkeys.add({ id: 'key', ...key });
  await stores.tickets.put('state', 'key', { a: 1 }, clock.at + HOUR);
  await stores.settings.set('a', { b: [1] });
  await stores.throttle.hit('key', 1, HOUR);
}

/** Every row of every table. */
async function everything(url: string): Promise<Record<string, unknown[]>> {
  const { db, close } = await openDatabase({ url });
  onTestFinished(close);
  const all: Record<string, unknown[]> = {};
  for (const { name, key } of TABLES) {
    const order = sql.join(key.map(column => sql.ref(column)));
    all[name] = (await sql`select * from ${sql.table(name)} order by ${order}`.execute(db)).rows;
  }
  return all;
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'class-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

export function dumpTests(it: ClassTest, fresh: Fresh): void {
  it('a backup, made while the server runs, gives everything back', async open => {
    await fill(open);
    const before = await everything(open.url);
    for (const [table, rows] of Object.entries(before)) expect(rows.length, table).toBeGreaterThan(0);
    const file = join(folder(), 'backup');
    await backUp({ url: open.url }, file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const url = await fresh();
    const { head } = await restore({ url }, file);
    expect(await open.stores.audit.verify()).toEqual({ sound: true, head });
    expect(await everything(url)).toEqual(before);
    const stores = await openStores({ url });
    onTestFinished(() => stores.close());
    const { userId } = open.pupils[0];
    const more = { id: 's2', classId: open.class.id, userId, lesson: 'echo', files: {}, claimed: null };
    expect((await stores.submissions.add(more)).seq, 'it numbers on').toBe(2);
  });

  it('a move copies everything, and leaves what it came from', async open => {
    await fill(open);
    const [before, url] = [await everything(open.url), await fresh()];
    const { counts } = await move({ url: open.url }, { url });
    expect(counts).toMatchObject({ event: 1201, user: 3 });
    expect(await everything(url)).toEqual(before);
    expect(await everything(open.url)).toEqual(before);
  });

  it('nothing is put into a database that has data, and nothing of a backup that is not whole', async open => {
    const file = join(folder(), 'backup');
    await backUp({ url: open.url }, file);
    await expect(restore({ url: open.url }, file)).rejects.toMatchObject({ fault: 'conflict' });
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const wrong: [string, string[], string][] = [
      ['cut off', lines.slice(0, -1), 'damaged'],
      ['a user less', lines.filter(line => !line.startsWith('["user"') || !line.includes('Ada')), 'missing'],
      ['a pupil less', lines.filter(line => !line.includes('Ada')), 'damaged'],
      ['an audit row less', lines.filter(line => !line.startsWith('["audit",{"seq":2')), 'damaged'],
      ['an audit row changed', lines.map(line => line.replace('"class.create"', '"class.other"')), 'damaged'],
      ['no JSON', [...lines.slice(0, 3), '{{{'], 'damaged'],
      ['a table that is none', [lines[0]!, '["pg_shadow",{"a":1}]', ...lines.slice(1)], 'damaged'],
      ['no backup', ['hello'], 'damaged'],
      ['nothing', [], 'damaged'],
      ['of a newer version', [lines[0]!.replace(/"migration":"\d+/, '"migration":"999'), ...lines.slice(1)], 'newer'],
    ];
    const url = await fresh();
    for (const [what, changed, fault] of wrong) {
      writeFileSync(file, changed.join('\n'));
      await expect(restore({ url }, file), what).rejects.toMatchObject({ fault });
    }
    writeFileSync(file, lines.join('\n'));
    expect(await restore({ url }, file), 'nothing was left by the others').toMatchObject({ counts: { user: 3 } });
  });

  it('no table is forgotten', async open => {
    const { db, close } = await openDatabase({ url: open.url });
    onTestFinished(close);
    const tables = (await db.introspection.getTables()).map(({ name }) => name);
    const ours = tables.filter(name => !name.startsWith('kysely_') && !name.startsWith('sqlite_'));
    expect(ours.sort()).toEqual(TABLES.map(({ name }) => name).sort());
  });
}
