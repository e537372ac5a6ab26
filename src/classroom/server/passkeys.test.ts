import { generateKeyPairSync } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { Authenticator, type Untrue } from '../../../testing/authenticator.ts';
import { serveClass, Visitor, type ClassServer } from '../../../testing/class-server.ts';
import type { User } from '../data/index.server.ts';
import { passkeyPlace } from './passkeys.ts';
import { hashSecret } from './passwords.ts';

const PASSWORD = 'a sentence to remember';
const API = '/api/class/passkeys';

let server: ClassServer;
/** By the name that passkeys need. */
let url: string;
let clock = Date.now();
let passwordHash: string;
let teacher: User;
let here: Visitor;
let count = 0;

beforeAll(async () => {
  server = await serveClass({ now: () => clock });
  url = server.url.replace('127.0.0.1', 'localhost');
  passwordHash = await hashSecret(PASSWORD, { N: 2 ** 10, r: 8, p: 1 });
}, 60_000);
afterAll(() => server.close());
beforeEach(async () => {
  clock += 15 * 60_000; // what other tests have tried is over
  teacher = await server.room.stores.people.create({ name: `Teacher ${++count}`, role: 'teacher', passwordHash });
  here = new Visitor(url, await server.cookieOf(teacher));
});

async function offer(visitor = here): Promise<Parameters<Authenticator['create']>[0]> {
  return (await (await visitor.send(`${API}/offer`, { password: PASSWORD })).json()) as never;
}

async function add(key: Authenticator, untrue: Untrue = {}, label = 'Laptop'): Promise<number> {
  clock++; // by which they are in order
  return (await here.send(`${API}/add`, { label, response: key.create(await offer(), untrue) })).status;
}

async function challenge(): Promise<Parameters<Authenticator['get']>[0]> {
  return (await (await new Visitor(url).send(`${API}/challenge`, {})).json()) as never;
}

const answer = (response: object, next = ''): Promise<Response> =>
  new Visitor(url).send(`${API}/log-in`, { next, response });

async function logIn(key: Authenticator, untrue: Untrue = {}): Promise<number> {
  return (await answer(key.get(await challenge(), untrue))).status;
}

const held = () => server.room.stores.passkeys.of(teacher.id);

test('a teacher adds several keys, by name, logs in with each, and takes one away', async () => {
  const [laptop, phone] = [new Authenticator(url), new Authenticator(url, 0)];
  expect([await add(laptop), await add(phone, {}, 'Phone')]).toEqual([200, 200]);
  expect((await here.get('/en/class/account/')).view).toMatchObject({
    passkeys: { possible: true, held: [{ label: 'Laptop', used: null }, { label: 'Phone' }] },
  });
  for (const key of [laptop, phone, phone, laptop]) {
    const response = await answer(key.get(await challenge()), '/en/class/people/');
    expect([response.status, await response.json()]).toEqual([200, { to: '/en/class/people/' }]);
    const visitor = new Visitor(url, response.headers.getSetCookie()[0]!.split(';')[0]);
    expect((await visitor.get('/en/class/')).view).toMatchObject({ me: { name: teacher.name } });
  }
  await here.post('/en/class/account/passkeys/', { key: laptop.id.toString('base64url') });
  expect((await held()).map(({ label }) => label)).toEqual(['Phone']);
  expect([await logIn(laptop), await logIn(phone)]).toEqual([422, 200]);
});

test('what a browser is asked for can be found without a name and asks for a finger or a PIN', async () => {
  const key = new Authenticator(url);
  await add(key);
  expect(await offer()).toMatchObject({
    rp: { id: 'localhost' },
    user: { name: teacher.name },
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: [{ id: key.id.toString('base64url') }],
  });
  const asked = await challenge();
  expect(asked).toMatchObject({ rpId: 'localhost', userVerification: 'required' });
  expect(asked).not.toHaveProperty('allowCredentials.0');
});

describe('no key is added', () => {
  test.each<[string, Untrue]>([
    ['made at another origin', { origin: 'http://localhost:1' }],
    ['made for another site', { rpId: 'other.example' }],
    ['made without asking who is there', { unverified: true }],
    ['made for another challenge', { challenge: 'x'.repeat(43) }],
    ['that is an answer to a log-in', { type: 'webauthn.get' }],
  ])('%s', async (_, untrue) => {
    expect(await add(new Authenticator(url), untrue)).toBe(422);
    expect(await held()).toEqual([]);
  });

  test('by a session that does not know the password, or for a challenge of another session', async () => {
    expect((await here.send(`${API}/offer`, { password: 'another sentence here' })).status).toBe(422);
    const elsewhere = new Visitor(url, await server.cookieOf(teacher));
    const response = new Authenticator(url).create(await offer(elsewhere));
    expect((await here.send(`${API}/add`, { label: 'x', response })).status).toBe(422);
    expect((await elsewhere.send(`${API}/add`, { label: 'x', response })).status).toBe(422);
  });

  test('twice, whoever brings it, nor after five minutes, nor without a name', async () => {
    const key = new Authenticator(url);
    expect([await add(key), await add(key)]).toEqual([200, 409]);
    const late = new Authenticator(url).create(await offer());
    clock += 5 * 60_000;
    expect((await here.send(`${API}/add`, { label: 'x', response: late })).status).toBe(422);
    expect(await add(new Authenticator(url), {}, ' ')).toBe(422);
    expect(await held()).toHaveLength(1);
  });
});

describe('no key lets in', () => {
  let key: Authenticator;
  beforeEach(async () => {
    key = new Authenticator(url);
    await add(key);
    await logIn(key);
  });

  test.each<[string, Untrue]>([
    ['that was used at another origin', { origin: 'http://localhost:1' }],
    ['that was used for another site', { rpId: 'other.example' }],
    ['that has asked nobody for a finger or a PIN', { unverified: true }],
    ['that answers another challenge', { challenge: 'x'.repeat(43) }],
    ['that says it is making a key', { type: 'webauthn.create' }],
    ['whose counter stands still, as a copy of it would', { counter: 2 }],
    ['whose counter is gone', { counter: 0 }],
    ['that says it is of somebody else', { userHandle: Buffer.from('somebody').toString('base64url') }],
    ['that says it is of nobody', { userHandle: '' }],
    ['whose signature is another key’s', { key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }],
  ])('%s', async (_, untrue) => {
    expect(await logIn(key, untrue)).toBe(422);
    expect(await logIn(key), 'and then it does, for this was all').toBe(200);
  });

  test('that nobody here has, or that is nonsense', async () => {
    expect(await logIn(new Authenticator(url))).toBe(422);
    expect((await answer({ id: key.id.toString('base64url'), response: {} })).status).toBe(422);
    expect((await answer({ ...key.get(await challenge()), response: { userHandle: 7 } })).status).toBe(400);
  });

  test('a second time by the same answer, by two at once, or after five minutes', async () => {
    const response = key.get(await challenge());
    const both = await Promise.all([answer(response), answer(response)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
    const late = key.get(await challenge());
    clock += 5 * 60_000;
    expect((await answer(late)).status).toBe(422);
  });

  test('whoever has been dismissed, or chooses a new password by a link', async () => {
    const owner = (await server.room.stores.people.createFirstOwner({ name: 'Owner' }))!;
    const asOwner = new Visitor(server.url, await server.cookieOf(owner));
    const { view } = await asOwner.post(`/en/class/people/${teacher.id}/reset/`);
    const token = (view as { link: string }).link.split('token=')[1]!;
    expect(await logIn(key)).toBe(200);
    await new Visitor(url).post('/en/class/invited/', { token, password: 'a third one, by link' });
    expect([await held(), await logIn(key)]).toEqual([[], 422]);

    await server.room.stores.people.update(teacher.id, { passwordHash });
    here = new Visitor(url, await server.cookieOf(teacher));
    expect(await add(key)).toBe(200);
    await asOwner.post(`/en/class/people/${teacher.id}/dismiss/`);
    expect([await held(), await logIn(key)]).toEqual([[], 422]);
  });
});

test('whoever logs in elsewhere has no passkey here', async () => {
  await server.room.stores.people.update(teacher.id, { passwordHash: null });
  expect((await here.send(`${API}/offer`, { password: PASSWORD })).status).toBe(409);
  expect((await here.get('/en/class/account/')).view).toMatchObject({ own: false });
});

test('tries are limited by address, and of a password by its teacher too', async () => {
  const guesses: number[] = [];
  for (let at = 0; at < 11; at++)
    guesses.push((await here.send(`${API}/offer`, { password: `guess ${at} of many` })).status);
  expect(guesses).toEqual([...Array.from({ length: 10 }, () => 422), 429]);
  const { throttle } = server.room.stores;
  const hit = () => throttle.hit('passkey from 127.0.0.1', 300, 15 * 60_000);
  await Promise.all(Array.from({ length: 300 }, hit));
  const visitor = new Visitor(url);
  expect((await visitor.send(`${API}/challenge`, {})).status).toBe(429);
  expect((await answer(new Authenticator(url).get({ challenge: 'x', rpId: 'x' }))).status).toBe(429);
}, 60_000);

test('passkeys are there by https and on this computer, by a name', async () => {
  const at = (host: string, secure: boolean) =>
    passkeyPlace({ secure, request: { headers: { host } } as unknown as IncomingMessage });
  expect(at('class.example', true)).toEqual({ id: 'class.example', origin: 'https://class.example' });
  expect(at('class.example:8443', true)).toEqual({ id: 'class.example', origin: 'https://class.example:8443' });
  expect(at('localhost:4321', false)).toEqual({ id: 'localhost', origin: 'http://localhost:4321' });
  for (const [host, secure] of [
    ['class.example', false],
    ['10.0.0.5', true],
    ['127.0.0.1:4321', false],
    ['[::1]:4321', true],
  ] as const)
    expect(at(host, secure), host).toBeUndefined();
  const byAddress = new Visitor(server.url, here.cookie);
  expect((await byAddress.send(`${API}/challenge`, {})).status).toBe(409);
  expect((await byAddress.get('/en/class/log-in/')).view).toMatchObject({ passkeys: false });
});
