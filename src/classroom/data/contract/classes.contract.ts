import { expect } from 'vitest';

import type { ClassTest } from './class-test.contract.ts';

const HOUR = 60 * 60 * 1000;

export function classTests(it: ClassTest): void {
  it('a code leads to its class until it expires, another is opened or the class is archived', async open => {
    const { stores, teacher, class: ours, clock } = open;
    const { classes } = stores;
    await classes.openCode(teacher.id, ours.id, 'AAAA', clock.at + HOUR);
    expect(await classes.byCode('AAAA')).toMatchObject({ id: ours.id });
    await expect(classes.openCode(teacher.id, ours.id, 'AAAA', clock.at + HOUR)).rejects.toMatchObject({
      fault: 'conflict',
    });
    expect(await classes.codeOf(ours.id), 'a code that is taken closes none').toMatchObject({ code: 'AAAA' });
    await classes.openCode(teacher.id, ours.id, 'BBBB', clock.at + HOUR);
    expect(await classes.byCode('AAAA')).toBeUndefined();
    await classes.archive(teacher.id, ours.id, true);
    expect(await classes.byCode('BBBB')).toBeUndefined();
    expect(await classes.archive(teacher.id, ours.id, false)).toMatchObject({ archivedAt: null });
    expect(await classes.byCode('BBBB')).toBeDefined();
    clock.at += HOUR;
    expect([await classes.byCode('BBBB'), await classes.codeOf(ours.id)]).toEqual([undefined, undefined]);
  });

  it('what a teacher sets for chapters, deadlines and single pupils is kept, and taken away by null', async open => {
    const { stores, teacher, class: ours, pupils } = open;
    const { classes } = stores;
    await classes.setOpening(teacher.id, ours.id, { chapter: 'tls', opensAt: 5, closesAt: null });
    await classes.setOpening(teacher.id, ours.id, { chapter: 'tls', opensAt: 5, closesAt: 9 });
    expect(await classes.openings(ours.id)).toEqual([{ chapter: 'tls', opensAt: 5, closesAt: 9 }]);
    await classes.setDeadline(teacher.id, ours.id, 'echo', 10);
    await classes.setDeadline(teacher.id, ours.id, 'echo', 20);
    expect(await classes.deadlines(ours.id)).toEqual([{ unit: 'echo', dueAt: 20 }]);
    const extension = { unit: 'echo', userId: pupils[0].userId, dueAt: 30, reason: 'ill' };
    await classes.setExtension(teacher.id, ours.id, extension);
    expect(await classes.extensions(ours.id)).toEqual([extension]);
    expect(await classes.extensions(ours.id, pupils[1].userId)).toEqual([]);
    await classes.setExtension(teacher.id, ours.id, { ...extension, dueAt: null });
    await classes.setDeadline(teacher.id, ours.id, 'echo', null);
    expect([await classes.extensions(ours.id), await classes.deadlines(ours.id)]).toEqual([[], []]);
    await expect(classes.setExtension(teacher.id, ours.id, { ...extension, userId: 'x' })).rejects.toMatchObject({
      fault: 'missing',
    });
  });

  it('announcements come newest first, and can be taken back', async ({ stores, teacher, class: ours, clock }) => {
    const first = await stores.classes.announce(teacher.id, ours.id, 'one');
    clock.at += 1;
    await stores.classes.announce(teacher.id, ours.id, '둘');
    expect((await stores.classes.announcements(ours.id)).map(({ body }) => body)).toEqual(['둘', 'one']);
    await stores.classes.withdraw(teacher.id, ours.id, first.id);
    expect((await stores.classes.announcements(ours.id)).map(({ body }) => body)).toEqual(['둘']);
  });

  it('pupils may have the same name, however it was typed, and come all or none', async open => {
    const { stores, teacher, class: ours } = open;
    const typed = ['가영'.normalize('NFD'), '가영', 'Bo'].map(name => ({ name, phraseHash: null }));
    const added = await stores.roster.addPupils(teacher.id, ours.id, typed);
    expect(added.map(({ name }) => name)).toEqual(['가영', '가영', 'Bo']);
    const named = await stores.roster.pupilsNamed(ours.id, '가영'.normalize('NFD'));
    expect(named.map(({ userId }) => userId).sort()).toEqual([added[0]!.userId, added[1]!.userId].sort());
    await expect(stores.roster.addPupils(teacher.id, 'no class', typed)).rejects.toMatchObject({ fault: 'missing' });
    expect(await stores.roster.members(ours.id, 'pupil')).toHaveLength(5);
  });

  it('a class keeps a teacher, and its pupils do not go as staff do', async ({
    stores,
    teacher,
    class: ours,
    pupils,
  }) => {
    const { roster } = stores;
    await expect(roster.remove(teacher.id, ours.id, teacher.id)).rejects.toMatchObject({ fault: 'conflict' });
    await expect(roster.remove(teacher.id, ours.id, pupils[0].userId)).rejects.toMatchObject({ fault: 'conflict' });
    const other = await stores.people.create({ name: 'Other', role: 'teacher' });
    await roster.add(teacher.id, ours.id, other.id, 'assistant');
    expect(await roster.add(teacher.id, ours.id, other.id, 'teacher')).toMatchObject({ role: 'teacher' });
    await roster.remove(other.id, ours.id, teacher.id);
    expect((await stores.classes.of(other.id)).map(({ id }) => id)).toEqual([ours.id]);
    expect(await stores.classes.of(teacher.id)).toEqual([]);
  });

  it('a pupil is renamed, numbered and given a new phrase', async ({ stores, teacher, class: ours, pupils }) => {
    const { userId } = pupils[0];
    await stores.roster.rename(teacher.id, ours.id, userId, 'Seoyeon');
    await stores.roster.setExternalId(teacher.id, ours.id, userId, '2026-17');
    await stores.roster.setPhrase(teacher.id, ours.id, userId, 'new hash');
    const changed = { name: 'Seoyeon', externalId: '2026-17', phraseHash: 'new hash' };
    expect(await stores.roster.member(ours.id, userId)).toMatchObject(changed);
    await expect(stores.roster.setPhrase(teacher.id, ours.id, 'x', 'y')).rejects.toMatchObject({ fault: 'missing' });
  });

  it('what was said of a pupil is kept in its order, and the last grade holds', async open => {
    const { stores, teacher, class: ours, pupils } = open;
    const about = { classId: ours.id, userId: pupils[0].userId, lesson: 'echo' };
    await stores.grades.override(teacher.id, { ...about, grade: 40, reason: 'half' });
    open.clock.at -= 10_000;
    await stores.grades.override(teacher.id, { ...about, grade: null, reason: 'a mistake' });
    expect((await stores.grades.overrides(ours.id, pupils[0].userId)).map(({ grade }) => grade)).toEqual([40, null]);
    const where = { ...about, eventId: 'e', path: 'a.mjs', line: 3 };
    const first = await stores.comments.add(teacher.id, { ...where, body: 'why?' });
    await stores.comments.add(teacher.id, { ...where, body: '좋아요' });
    await stores.comments.remove(teacher.id, ours.id, first.id);
    expect((await stores.comments.of(ours.id, pupils[0].userId)).map(({ body }) => body)).toEqual(['좋아요']);
  });
}
