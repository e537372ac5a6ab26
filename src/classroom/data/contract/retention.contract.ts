import { sql } from 'kysely';
import { expect, onTestFinished } from 'vitest';

import { event, type OpenClass } from '../../../../testing/classroom/fixture.ts';
import { openDatabase } from '../database.ts';
import { TABLES } from '../tables.ts';
import type { ClassTest } from './class-test.contract.ts';

const DAY = 24 * 60 * 60 * 1000;

/** Has a pupil leave something in every table that can hold it, with MARK in whatever they write. */
async function leaveTraces({ stores, teacher, class: ours, clock }: OpenClass, mark: string): Promise<string> {
  const { userId } = await stores.roster.addPupil(undefined, ours.id, {
    name: `${mark} name`,
    phraseHash: `${mark} hash`,
    externalId: `${mark} number`,
  });
  const about = { classId: ours.id, userId, lesson: 'echo' };
  await stores.work.append(ours.id, userId, [event(`${mark}-device`, 1, { body: `${mark} code` })]);
  await stores.submissions.add({ id: `${mark}-s`, ...about, files: { 'a.mjs': mark }, claimed: mark });
  await stores.grades.override(teacher.id, { ...about, grade: 10, reason: `${mark} reason` });
  await stores.comments.add(teacher.id, { ...about, eventId: 'e', path: 'a.mjs', line: 1, body: `${mark} comment` });
  await stores.classes.setExtension(teacher.id, ours.id, { unit: 'echo', userId, dueAt: 1, reason: mark });
  await stores.sessions.open({ tokenHash: `${mark} token`, userId, expiresAt: clock.at + DAY });
  await stores.people.addIdentity(userId, 'https://idp.example', mark);
  const key = { userId, publicKey: mark, counter: 0, transports: [], label: mark };
  await stores.passkeys.add({ id: `${mark}-key`, ...key });
  return userId;
}

/** The tables that hold a text, as whoever reads the database sees them. */
async function tablesWith(url: string, text: string): Promise<string[]> {
  const { db, close } = await openDatabase({ url });
  onTestFinished(close);
  const held: string[] = [];
  for (const { name } of TABLES) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(db);
    if (JSON.stringify(rows).includes(text)) held.push(name);
  }
  return held.sort();
}

const PUPILS_TABLES = [
  'comment',
  'event',
  'extension',
  'grade_override',
  'identity',
  'latest_event',
  'membership',
  'passkey',
  'session',
  'submission',
  'user',
];

export function retentionTests(it: ClassTest): void {
  it('a pupil who is deleted is gone from every table but the audit, and nobody else is', async open => {
    const userId = await leaveTraces(open, 'GONE');
    await leaveTraces(open, 'STAYS');
    expect(await tablesWith(open.url, 'GONE')).toEqual(PUPILS_TABLES);
    await open.stores.retention.deletePupil(open.teacher.id, open.class.id, userId);
    expect(await tablesWith(open.url, 'GONE')).toEqual([]);
    expect(await tablesWith(open.url, userId)).toEqual(['audit']);
    expect(await tablesWith(open.url, 'STAYS')).toEqual(PUPILS_TABLES);
    expect(await open.stores.audit.verify()).toMatchObject({ sound: true });
    const again = open.stores.retention.deletePupil(open.teacher.id, open.class.id, userId);
    await expect(again).rejects.toMatchObject({ fault: 'missing' });
  });

  it('a pupil of two classes keeps what is in the other', async open => {
    const { stores, teacher, class: ours, pupils } = open;
    const { userId } = pupils[0];
    const other = await stores.classes.create(teacher.id, { name: 'Other' });
    await stores.roster.add(teacher.id, other.id, userId, 'pupil');
    for (const { id } of [ours, other]) await stores.work.append(id, userId, [event('a', 1)]);
    await stores.retention.deletePupil(teacher.id, ours.id, userId);
    expect(await stores.work.of(ours.id, userId)).toEqual([]);
    expect(await stores.work.of(other.id, userId)).toHaveLength(1);
    expect(await stores.people.byId(userId)).toBeDefined();
  });

  it('a class that is deleted takes everything in it along, but not its teacher', async open => {
    const { stores, teacher, class: ours, clock } = open;
    await leaveTraces(open, 'GONE');
    await stores.classes.openCode(teacher.id, ours.id, 'CODE', clock.at + DAY);
    await stores.classes.setOpening(teacher.id, ours.id, { chapter: 'tls', opensAt: 1, closesAt: 2 });
    await stores.classes.setDeadline(teacher.id, ours.id, 'tls', 1);
    await stores.classes.announce(teacher.id, ours.id, 'GONE');
    await stores.retention.deleteClass(teacher.id, ours.id);
    expect(await tablesWith(open.url, 'GONE')).toEqual([]);
    expect(await tablesWith(open.url, ours.id)).toEqual(['audit']);
    expect(await stores.people.byId(open.pupils[0].userId)).toBeUndefined();
    expect(await stores.people.byId(teacher.id)).toBeDefined();
  });

  it('on their date pupils go by themselves, and what has expired goes too', async open => {
    const { stores, teacher, class: ours, clock } = open;
    await leaveTraces(open, 'GONE');
    await stores.tickets.put('state', 'key', 'GONE', clock.at + DAY);
    await stores.throttle.hit('key', 1, 1000);
    await stores.classes.update(teacher.id, ours.id, { retentionAt: clock.at + 2 * DAY });
    clock.at += 2 * DAY - 1;
    expect(await stores.retention.sweep()).toMatchObject({ pupils: 0 });
    expect(await tablesWith(open.url, 'GONE')).not.toContain('ticket');
    clock.at += 1;
    expect(await stores.retention.sweep()).toEqual({ pupils: 3, scrubbed: true });
    expect(await tablesWith(open.url, 'GONE')).toEqual([]);
    expect(await stores.roster.members(ours.id)).toMatchObject([{ role: 'teacher' }]);
    expect(await stores.retention.sweep()).toMatchObject({ pupils: 0 });
  });

  it('all that is held of a pupil is given out, without hashes, and nothing of anybody else', async open => {
    const userId = await leaveTraces(open, 'MINE');
    await leaveTraces(open, 'OTHERS');
    const held = await open.stores.retention.exportPupil(open.teacher.id, userId);
    const full = Object.keys(held.tables).filter(table => held.tables[table]!.length > 0);
    // A table that holds something of the pupil and is not given out would be missing here.
    const expected = PUPILS_TABLES.filter(table => !['user', 'latest_event'].includes(table));
    expect(full.sort()).toEqual([...expected, 'audit'].sort());
    expect(held.user).toMatchObject({ name: 'MINE name' });
    expect(held.tables['event']).toMatchObject([{ body: 'MINE code' }]);
    expect(held.tables['submission']).toMatchObject([{ files: { 'a.mjs': 'MINE' } }]);
    expect(JSON.stringify(held)).not.toMatch(/OTHERS|MINE hash|MINE token/);
    await expect(open.stores.retention.exportPupil('system', 'x')).rejects.toMatchObject({ fault: 'missing' });
  });
}
