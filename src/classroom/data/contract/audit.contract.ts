import { sql } from 'kysely';
import { expect, onTestFinished } from 'vitest';

import { writeTogether } from '../../../../testing/classroom/processes.ts';
import { verifyAudit } from '../audit.ts';
import { openDatabase } from '../database.ts';
import type { ClassTest } from './class-test.contract.ts';

/** What somebody does who can write to the database, and where the chain says that it breaks. */
const TAMPERING: [string, string, object][] = [
  ['a detail', `update audit set detail = '{"n":7}' where seq = 5`, { seq: 5, fault: 'changed' }],
  ['an actor', `update audit set actor = 'x' where seq = 4`, { seq: 4, fault: 'changed' }],
  ['a time', `update audit set at = at + 1 where seq = 4`, { seq: 4, fault: 'changed' }],
  ['a row less', 'delete from audit where seq = 5', { seq: 5, fault: 'missing' }],
  ['the first less', 'delete from audit where seq = 1', { seq: 1, fault: 'missing' }],
  [
    'two rows in each other’s place',
    'update audit set seq = -seq where seq in (5, 6); update audit set seq = 11 + seq where seq < 0',
    { seq: 5, fault: 'changed' },
  ],
  [
    'a row less, and the numbers made good',
    'delete from audit where seq = 5; update audit set seq = seq - 1 where seq = 6',
    { seq: 5, fault: 'changed' },
  ],
];

export function auditTests(it: ClassTest): void {
  it('the chain of the audit breaks where somebody changes, removes or reorders rows', async ({ stores, url }) => {
    for (const n of [1, 2, 3]) await stores.audit.append({ actor: 'a', action: 'test', subject: 's', detail: { n } });
    expect(await stores.audit.verify()).toMatchObject({ sound: true, head: { seq: 6 } });
    const { db, close } = await openDatabase({ url });
    onTestFinished(close);
    for (const [what, statements, fault] of TAMPERING) {
      const trial = await db.startTransaction().execute();
      for (const statement of statements.split('; ')) await sql.raw(statement).execute(trial);
      const verdict = await verifyAudit(trial);
      await trial.rollback().execute();
      expect(verdict, what).toEqual({ sound: false, ...fault });
    }
    expect(await stores.audit.verify()).toMatchObject({ sound: true });
  });

  it('rows cut off at the end, or all of them made anew, are found by a head that was noted', async ({
    stores,
    url,
  }) => {
    const verdict = await stores.audit.verify();
    if (!verdict.sound) throw new Error('it is sound');
    const { db, close } = await openDatabase({ url });
    onTestFinished(close);
    expect(await stores.audit.verify(verdict.head)).toEqual(verdict);
    await sql`delete from audit where seq = 3`.execute(db);
    expect(await stores.audit.verify()).toMatchObject({ sound: true });
    expect(await stores.audit.verify(verdict.head)).toEqual({ sound: false, seq: 3, fault: 'missing' });
    await stores.audit.append({ actor: 'a', action: 'other', subject: 's' });
    expect(await stores.audit.verify(verdict.head)).toEqual({ sound: false, seq: 3, fault: 'changed' });
  });

  it('processes that append at once make one chain', async ({ stores, url, class: ours }) => {
    const orders = { url, classId: ours.id, userId: 'u', from: 1, to: 10, what: 'audit' } as const;
    await writeTogether({ ...orders, device: 'one' }, { ...orders, device: 'two' });
    expect(await stores.audit.verify()).toMatchObject({ sound: true, head: { seq: 23 } });
    const rows = await stores.audit.list({ actor: 'u', limit: 5 });
    expect(rows.map(({ seq }) => seq)).toEqual([23, 22, 21, 20, 19]);
    expect(await stores.audit.list({ subject: ours.id })).toMatchObject([{ action: 'class.create', seq: 1 }]);
  });

  it('says what was done with ids, and never a name or what somebody wrote', async open => {
    const { stores, teacher, class: ours, pupils } = open;
    const about = { classId: ours.id, userId: pupils[0].userId, lesson: 'echo' };
    await stores.grades.override(teacher.id, { ...about, grade: 90, reason: 'WORDS' });
    await stores.comments.add(teacher.id, { ...about, eventId: 'e', path: 'WORDS.mjs', line: 1, body: 'WORDS' });
    await stores.classes.announce(teacher.id, ours.id, 'WORDS');
    await stores.classes.update(teacher.id, ours.id, { name: 'WORDS' });
    await stores.roster.rename(teacher.id, ours.id, pupils[0].userId, 'WORDS');
    await stores.roster.addPupil(teacher.id, ours.id, { name: 'WORDS', phraseHash: 'WORDS', externalId: 'WORDS' });
    const rows = await stores.audit.list();
    expect(rows.map(({ action }) => action)).toEqual([
      'member.add',
      'member.rename',
      'class.update',
      'announcement.add',
      'comment.add',
      'grade.override',
      'member.add',
      'member.add',
      'class.create',
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/WORDS|김서연|Lehrer/);
  });
}
