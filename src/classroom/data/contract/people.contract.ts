import { expect } from 'vitest';

import type { ClassTest } from './class-test.contract.ts';

const HOUR = 60 * 60 * 1000;

export function peopleTests(it: ClassTest): void {
  it('there is one first owner, however many ask at once', async ({ stores: { people }, teacher }) => {
    expect(await people.createFirstOwner({ name: 'Second' })).toBeUndefined();
    await people.update(teacher.id, { role: 'teacher' });
    expect(await people.hasOwner()).toBe(false);
    const asked = Array.from({ length: 5 }, (_, index) => people.createFirstOwner({ name: `Owner ${index}` }));
    expect((await Promise.all(asked)).filter(owner => owner !== undefined)).toHaveLength(1);
    expect((await people.staff()).map(({ role }) => role).sort()).toEqual(['owner', 'teacher']);
  });

  it('somebody is found by e-mail in any case and by who they are elsewhere, and neither is given twice', async ({
    stores: { people },
    teacher,
  }) => {
    expect(await people.byEmail('LEHRER@SCHOOL.EXAMPLE')).toEqual(teacher);
    await expect(people.create({ name: 'B', role: 'teacher', email: 'lehrer@SCHOOL.example' })).rejects.toMatchObject({
      fault: 'conflict',
    });
    await people.addIdentity(teacher.id, 'https://idp.example', '17');
    expect(await people.byIdentity('https://idp.example', '17')).toEqual(teacher);
    expect(await people.byIdentity('https://other.example', '17')).toBeUndefined();
    const other = await people.create({ name: 'B', role: 'teacher' });
    await expect(people.addIdentity(other.id, 'https://idp.example', '17')).rejects.toMatchObject({
      fault: 'conflict',
    });
    await expect(people.update('nobody', { name: 'C' })).rejects.toMatchObject({ fault: 'missing' });
    expect(await people.update(other.id, { email: 'B@x.example' })).toMatchObject({ name: 'B', email: 'b@x.example' });
  });

  it('who came from elsewhere is told from who has a pass phrase, and goes with the last session unless in a class', async ({
    stores,
    pupils,
    class: ours,
    clock,
  }) => {
    const { people, retention, roster, sessions } = stores;
    const [member, visitor] = await Promise.all(
      ['member', 'visitor'].map(async subject => {
        const user = await people.create({ name: subject, role: 'pupil' });
        await people.addIdentity(user.id, 'https://idp.example', subject);
        await sessions.open({ tokenHash: subject, userId: user.id, expiresAt: clock.at + HOUR });
        return user;
      }),
    );
    await roster.add(member!.id, ours.id, member!.id, 'pupil');
    expect(await people.identitiesOf(visitor!.id)).toEqual([{ issuer: 'https://idp.example', subject: 'visitor' }]);
    const all = [member!.id, visitor!.id, ...pupils.map(({ userId }) => userId)];
    expect(await people.withIdentity(all)).toEqual(new Set([member!.id, visitor!.id]));
    expect(await people.withIdentity([])).toEqual(new Set());
    await retention.sweep();
    expect(await people.byId(visitor!.id)).toBeDefined();
    clock.at += HOUR;
    await retention.sweep();
    expect(await people.byId(visitor!.id)).toBeUndefined();
    expect([await people.byId(member!.id), await people.byId(pupils[0].userId)]).not.toContain(undefined);
  });

  it('a session holds until it expires or is closed', async ({ stores: { sessions }, teacher, clock }) => {
    const expiresAt = clock.at + HOUR;
    for (const tokenHash of ['a', 'b', 'c']) await sessions.open({ tokenHash, userId: teacher.id, expiresAt });
    expect(await sessions.find('a')).toMatchObject({ user: teacher, session: { userId: teacher.id, expiresAt } });
    await sessions.close('a');
    expect(await sessions.find('a')).toBeUndefined();
    await sessions.closeAll(teacher.id, 'b');
    expect(await sessions.find('c')).toBeUndefined();
    clock.at += HOUR - 1;
    await sessions.touch('b', clock.at + HOUR);
    clock.at += HOUR - 1;
    expect(await sessions.find('b')).toMatchObject({ session: { seenAt: clock.at - HOUR + 1 } });
    clock.at += 1;
    expect(await sessions.find('b')).toBeUndefined();
  });

  it('a passkey whose counter does not grow is refused, unless it counts nothing', async ({ stores, teacher }) => {
    const { passkeys } = stores;
    const key = { userId: teacher.id, publicKey: 'cose', transports: ['internal'], label: 'laptop' };
    await passkeys.add({ id: 'counting', counter: 4, ...key });
    await passkeys.add({ id: 'zero', counter: 0, ...key });
    expect(await passkeys.use('counting', 5)).toBe(true);
    expect(await passkeys.use('counting', 5)).toBe(false);
    expect(await passkeys.use('counting', 0)).toBe(false);
    expect([await passkeys.use('zero', 0), await passkeys.use('zero', 0)]).toEqual([true, true]);
    expect(await passkeys.find('counting')).toMatchObject({ counter: 5, transports: ['internal'] });
    await passkeys.remove(teacher.id, 'zero');
    expect((await passkeys.of(teacher.id)).map(({ id }) => id)).toEqual(['counting']);
    await passkeys.removeAll(teacher.id);
    expect(await passkeys.of(teacher.id)).toEqual([]);
  });

  it('a ticket is taken once, by one of many, and not when it has expired', async ({ stores: { tickets }, clock }) => {
    expect(await tickets.put('state', 'key', { to: '/en' }, clock.at + HOUR)).toBe(true);
    expect(await tickets.put('state', 'key', null, clock.at + HOUR)).toBe(false);
    expect(await tickets.peek('state', 'key')).toEqual({ to: '/en' });
    expect(await tickets.take('nonce', 'key')).toBeUndefined();
    const taken = await Promise.all(Array.from({ length: 8 }, () => tickets.take('state', 'key')));
    expect(taken.filter(value => value !== undefined)).toEqual([{ to: '/en' }]);
    await tickets.put('state', 'old', 1, clock.at + HOUR);
    clock.at += HOUR;
    expect([await tickets.peek('state', 'old'), await tickets.take('state', 'old')]).toEqual([undefined, undefined]);
    expect(await tickets.put('state', 'old', 2, clock.at + HOUR)).toBe(true);
  });

  it('tries are counted by everybody in one window, also when the clock is set back', async ({ stores, clock }) => {
    const hit = () => stores.throttle.hit('join 10.0.0.7', 3, HOUR);
    const hits = await Promise.all([hit(), hit(), hit(), hit()]);
    expect(hits.filter(({ allowed }) => allowed)).toHaveLength(3);
    clock.at += HOUR - 1;
    expect(await hit()).toEqual({ allowed: false, retryAfterMs: 1 });
    clock.at += 1;
    expect(await hit()).toEqual({ allowed: true, retryAfterMs: 0 });
    clock.at -= 24 * HOUR;
    expect(await hit()).toEqual({ allowed: true, retryAfterMs: 0 });
    await stores.throttle.forget('join 10.0.0.7');
    expect((await Promise.all([hit(), hit(), hit()])).every(({ allowed }) => allowed)).toBe(true);
  });

  it('a setting that is made when it is needed is made once', async ({ stores: { settings } }) => {
    let count = 0;
    const make = () => settings.getOrMake('key', () => `key ${++count}`);
    expect(new Set(await Promise.all([make(), make(), make()])).size).toBe(1);
    await settings.set('key', { v: 2 });
    expect(await settings.get('key')).toEqual({ v: 2 });
    await settings.remove('key');
    expect(await settings.get('key')).toBeUndefined();
  });
}
