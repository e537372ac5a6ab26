import { expect } from 'vitest';

import type { OpenClass } from '../../../../testing/classroom/fixture.ts';
import type { LtiDue, LtiPerson, Stores } from '../index.server.ts';
import type { ClassTest } from './class-test.contract.ts';

const MINUTE = 60_000;
const HERE = { deployment: '1', context: 'course' };
const LAUNCHED = { title: 'Course', fallback: 'Somebody', membershipsUrl: 'https://lms.example/members' };

const newPlatform = (stores: Stores, clientId = 'client') =>
  stores.lti.put('system', {
    ...{ name: 'University', issuer: 'https://lms.example', clientId, deployments: ['1'], services: [] },
    authUrl: 'https://lms.example/auth',
    tokenUrl: 'https://lms.example/token',
    jwksUrl: 'https://lms.example/keys',
  });

const person = (subject: string, role: LtiPerson['role'], name: string | undefined = subject): LtiPerson => ({
  issuer: 'https://lms.example',
  subject,
  name,
  role,
});

/** A course with a teacher and a pupil, and a link to `echo` with its column. */
async function course({ stores }: Pick<OpenClass, 'stores'>) {
  const { lti } = stores;
  const key = { platformId: (await newPlatform(stores)).id, ...HERE };
  const teacher = (await lti.enter(key, person('t', 'teacher'), LAUNCHED))!;
  const { classId, userId } = (await lti.enter(key, person('p', 'pupil'), LAUNCHED))!;
  const pupil = { classId, userId };
  const { platformId, deployment } = key;
  const lineItem = 'https://lms.example/item/1';
  const link = { platformId, deployment, link: 'l', classId: teacher.classId, lesson: 'echo', lineItem };
  return { key, teacher, pupil, link: await lti.putLink(link) };
}

async function verify({ stores, ...about }: { stores: Stores; classId: string; userId: string; id: string }) {
  await stores.submissions.add({ ...about, lesson: 'echo', files: {}, claimed: null });
  for (
    let taken = await stores.submissions.take('w', MINUTE);
    taken;
    taken = await stores.submissions.take('w', MINUTE)
  )
    await stores.submissions.finish(taken.id, taken.lease, { status: 'verified', graded: null, seed: 's', marks: [] });
}

/** A row in each table of LTI. */
export async function verifiedAtPlatform(open: Pick<OpenClass, 'stores' | 'class'>): Promise<void> {
  const { pupil } = await course(open);
  const { stores } = open;
  await stores.submissions.add({ id: 'lti', ...pupil, lesson: 'echo', files: {}, claimed: null });
  await stores.grades.override('system', { ...pupil, lesson: 'echo', grade: 70, reason: '' });
  await stores.lti.want();
}

export function ltiTests(it: ClassTest): void {
  it('a platform is one for its issuer and client, and put again changes it', async ({ stores }) => {
    const { lti } = stores;
    const one = await newPlatform(stores);
    const again = await lti.put('system', { ...one, name: 'Other', deployments: ['1', '2'] });
    expect(again).toEqual({ ...one, name: 'Other', deployments: ['1', '2'] });
    const second = await newPlatform(stores, 'second');
    expect((await lti.ofIssuer('https://lms.example')).map(({ id }) => id).sort()).toEqual([one.id, second.id].sort());
    expect(await lti.ofIssuer('https://lms.example/')).toEqual([]);
    await lti.remove('system', second.id);
    await expect(lti.remove('system', second.id)).rejects.toMatchObject({ fault: 'missing' });
    expect(await lti.all()).toEqual([again]);
  });

  it("a teacher's launch makes the class of a course once, and nobody else's does", async ({ stores }) => {
    const { lti, classes, roster, people } = stores;
    const key = { platformId: (await newPlatform(stores)).id, ...HERE };
    expect(await lti.enter(key, person('p', 'pupil'), LAUNCHED)).toBeUndefined();
    expect(await people.byIdentity('lti https://lms.example', 'p')).toBeUndefined();
    const launches = ['a', 'b', 'a', 'b'].map(who => lti.enter(key, person(who, 'teacher'), LAUNCHED));
    const entered = await Promise.all(launches);
    const { classId } = entered[0]!;
    expect(new Set(entered.map(one => one!.classId)).size).toBe(1);
    expect(await classes.get(classId)).toMatchObject({ name: 'Course' });
    await lti.enter(key, person('p', 'pupil'), LAUNCHED);
    const other = await lti.enter({ ...key, deployment: '2' }, person('a', 'teacher'), LAUNCHED);
    expect(other!.classId, 'a course of another deployment is another course').not.toBe(classId);
    expect(other!.userId).toBe(entered[0]!.userId);
    const members = (await roster.members(classId)).map(({ name, role }) => [name, role]);
    expect(members).toEqual([
      ['a', 'teacher'],
      ['b', 'teacher'],
      ['p', 'pupil'],
    ]);
    expect(await lti.contextsOf(classId)).toMatchObject([{ ...key, membershipsUrl: LAUNCHED.membershipsUrl }]);
  });

  it('who comes from a platform is nobody on this server, and nobody can take their place by their name', async ({
    stores,
  }) => {
    const { teacher, pupil } = await course({ stores });
    for (const { userId } of [teacher, pupil])
      expect(await stores.people.byId(userId)).toMatchObject({ role: 'pupil', email: null, passwordHash: null });
    expect((await stores.roster.member(pupil.classId, pupil.userId))!.phraseHash).not.toBeNull();
  });

  it('a role follows the platform, but for the last teacher', async ({ stores }) => {
    const { key, teacher, pupil } = await course({ stores });
    const enter = async (who: string, role: LtiPerson['role']) =>
      (await stores.lti.enter(key, person(who, role), LAUNCHED))!.role;
    expect(await enter('t', 'pupil')).toBe('teacher');
    expect(await enter('p', 'assistant')).toBe('assistant');
    expect(await enter('p', 'teacher')).toBe('teacher');
    expect(await enter('t', 'pupil')).toBe('pupil');
    expect((await stores.roster.member(teacher.classId, teacher.userId))!.phraseHash).not.toBeNull();
    expect(pupil.userId).not.toBe(teacher.userId);
  });

  it('members are read into the class, and nobody is taken out', async ({ stores, clock }) => {
    const { key, pupil } = await course({ stores });
    const people = [
      person('q', 'pupil', 'Quinn'),
      { ...person('n', 'pupil'), name: undefined },
      person('t', 'teacher'),
    ];
    await stores.lti.membersFailed(key, 'status-500');
    expect(await stores.lti.putMembers(key, people, 'Somebody')).toBe(3);
    const names = (await stores.roster.members(pupil.classId, 'pupil')).map(({ name }) => name);
    expect(names).toEqual(['Quinn', 'Somebody', 'p']);
    expect(await stores.lti.contextsOf(pupil.classId)).toMatchObject([{ readAt: clock.at, fault: null }]);
    await stores.lti.putMembers(key, [person('q', 'pupil', 'Quinn Q')], 'Somebody');
    expect((await stores.roster.members(pupil.classId, 'pupil')).map(({ name }) => name)).toContain('Quinn Q');
  });

  it('what was verified is due once, with the platform’s own id of the pupil', async ({ stores, clock }) => {
    const { lti } = stores;
    const { pupil, link } = await course({ stores });
    expect(await lti.want()).toBe(0);
    await verify({ stores, id: 's', ...pupil });
    expect([await lti.want(pupil), await lti.want()]).toEqual([1, 0]);
    const taken = await Promise.all([1, 2, 3].map(() => lti.takeScore()));
    const [due, ...more] = taken.filter(one => one !== undefined);
    expect(more).toEqual([]);
    expect(due).toMatchObject({ linkId: link.id, subject: 'p', given: 100, lineItem: link.lineItem });
    expect(await lti.sent({ ...due!, lease: 'another' })).toBe(false);
    // As when its sender has died.
    clock.at += 2 * MINUTE;
    const again = (await lti.takeScore())!;
    expect({ ...again, lease: '' }, 'the same, so that a platform knows it').toEqual({ ...due!, lease: '' });
    expect([await lti.sent(due!), await lti.sent(again)]).toEqual([false, true]);
    expect(await lti.takeScore()).toBeUndefined();
    expect(await lti.state(pupil.classId)).toEqual({ sent: 1, waiting: 0, failed: {} });
  });

  it('what changes while it is being sent is sent after it, as newer, also when the clock is set back', async open => {
    const { stores, clock } = open;
    const { lti, grades } = stores;
    const { pupil, teacher } = await course(open);
    const override = (grade: number | null) =>
      grades.override(teacher.userId, { ...pupil, lesson: 'echo', grade, reason: '' });
    await verify({ stores, id: 's', ...pupil });
    await lti.want();
    const first = (await lti.takeScore())!;
    await override(60);
    clock.at -= 1000 * MINUTE;
    await lti.want();
    // The lease ends further ahead than any does by this clock, so it no longer holds.
    const second = (await lti.takeScore())!;
    expect(second).toMatchObject({ given: 60 });
    expect(second.madeAt).toBeGreaterThan(first.madeAt);
    expect(await lti.sent(first)).toBe(false);
    expect(await lti.sent(second)).toBe(true);
    await override(null);
    expect(await lti.want(), 'what was verified holds again').toBe(1);
    const third = (await lti.takeScore())!;
    await override(10);
    await lti.want();
    expect(await lti.takeScore(), 'not beside the one under way').toBeUndefined();
    expect(await lti.sent(third)).toBe(true);
    expect(await lti.takeScore()).toMatchObject({ given: 10 });
  });

  it('what cannot be sent is tried again ever later, then waits for somebody to look', async ({ stores, clock }) => {
    const { lti } = stores;
    const { pupil } = await course({ stores });
    await verify({ stores, id: 's', ...pupil });
    await lti.want();
    const began = clock.at;
    let due: LtiDue | undefined = await lti.takeScore();
    let tries = 0;
    for (; due; tries++) {
      expect(await lti.failed(due, 'status-500')).toBe(true);
      expect(await lti.takeScore()).toBeUndefined();
      clock.at += 6 * 60 * MINUTE;
      due = await lti.takeScore();
    }
    expect(tries).toBe(16);
    expect(clock.at).toBeGreaterThan(began);
    expect(await lti.state(pupil.classId)).toEqual({ sent: 0, waiting: 0, failed: { 'status-500': 1 } });
    await lti.retry(pupil.classId);
    expect(await lti.takeScore()).toMatchObject({ subject: 'p' });
  });

  it('a change of a grade is told, and what goes takes its scores along', async ({ stores }) => {
    const { pupil, teacher } = await course({ stores });
    const told = new Promise(resolve => stores.lti.onGrade(resolve));
    await verify({ stores, id: 's', ...pupil });
    expect(await told).toMatchObject({ classId: pupil.classId, userId: pupil.userId });
    await stores.lti.want();
    await stores.retention.deletePupil(teacher.userId, pupil.classId, pupil.userId);
    expect(await stores.lti.takeScore()).toBeUndefined();
    expect(await stores.people.byIdentity('lti https://lms.example', 'p')).toBeUndefined();
    await stores.retention.deleteClass(teacher.userId, pupil.classId);
    expect(await stores.lti.contextsOf(pupil.classId)).toEqual([]);
    expect(await stores.people.byId(teacher.userId), 'who was only a teacher of that class').toBeUndefined();
  });
}
