import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, exportPKCS8, generateKeyPair } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { serveClass, Visitor, type ClassServer, type Told } from '../../../../testing/class-server.ts';
import { UniversityDouble } from '../../../../testing/university/double.ts';
import type { User } from '../../data/index.server.ts';
import { newJoinCode } from '../../rules/join-code.ts';
import { hashSecret } from '../passwords.ts';
import { BACK, University } from './provider.ts';
import { universityFrom } from './settings.ts';

let double: UniversityDouble;
let server: ClassServer;
let owner: User;
let clock = Date.now();
let count = 0;
/** Who comes in a test. */
let sub: string;
/** What was logged as wrong, in the library's words: so that each is refused for what it is tried for. */
let faults: unknown[];

beforeAll(async () => {
  double = await UniversityDouble.start();
  server = await serveClass({ now: () => clock });
  owner = (await server.room.stores.people.createFirstOwner({ name: 'Owner' }))!;
  double.register({ client: 'handshake', redirect: server.url + BACK, secret: 'a secret: 100%' });
}, 60_000);
afterAll(async () => {
  await server.close();
  await double.close();
});

beforeEach(async () => {
  clock += 15 * 60_000; // what other tests have tried is over
  sub = `${++count}`;
  double.person = { sub, name: 'Kim Seo-yeon' };
  double.info = {};
  double.spoiled = {};
  server.room.university = await universityAt(double.issuer);
  faults = [];
  server.room.log = (_, event, { fault } = {}) => void (event.startsWith('university') && faults.push(fault));
});

async function universityAt(issuer: string, more: Record<string, string> = {}): Promise<University> {
  const settings = await universityFrom({
    HANDSHAKE_OIDC_ISSUER: issuer,
    HANDSHAKE_OIDC_CLIENT: 'handshake',
    HANDSHAKE_OIDC_SECRET: 'a secret: 100%',
    HANDSHAKE_OIDC_TEACHERS: 'affiliation=staff,https://x.example/role=lecturer',
    HANDSHAKE_URL: server.url,
    ...more,
  });
  return new University(settings!, () => clock);
}

const GO = '/ko/class/university/';
const pathOf = (url: URL): string => url.pathname + url.search;

/** Somebody goes to the university and comes back; where they end up. */
async function logIn(visitor: Visitor, from = GO): Promise<Told> {
  const { location } = await visitor.get(from);
  return visitor.get(pathOf(await double.visit(location!)));
}

async function whyNot(told: Told | Promise<Told>): Promise<string | null> {
  const { location, cookie } = await told;
  expect(cookie, 'nobody is logged in').toBe('');
  return new URL(location!, server.url).searchParams.get('why');
}

const userOf = (subject = sub): Promise<User | undefined> =>
  server.room.stores.people.byIdentity(double.issuer, subject);

describe('who comes from the university', () => {
  test('comes back in their language as a pupil, known by issuer and subject, and without an e-mail address', async () => {
    double.person = {
      sub,
      name: 'Kim Seo-yeon',
      email: 'kim@uni.example',
      preferred_username: 'kim@uni.example',
    };
    const visitor = new Visitor(server.url);
    const told = await logIn(visitor, `${GO}?next=/ko/class/join/`);
    expect([told.status, told.location]).toEqual([303, '/ko/class/join/']);
    expect(await userOf()).toMatchObject({ name: 'Kim Seo-yeon', role: 'pupil', email: null, passwordHash: null });
    expect((await visitor.get('/ko/class/')).view).toMatchObject({ me: { name: 'Kim Seo-yeon', role: 'pupil' } });
  });

  test('is the same when they come again, under the name of today', async () => {
    await logIn(new Visitor(server.url));
    const before = await userOf();
    double.person = { sub, name: 'Kim Haneul' };
    await logIn(new Visitor(server.url));
    expect(await userOf()).toEqual({ ...before, name: 'Kim Haneul' });
  });

  test('is nobody else of that name or e-mail address, here or at another issuer', async () => {
    const { people } = server.room.stores;
    const own = await people.create({ name: 'Kim Seo-yeon', role: 'teacher', email: 'kim@uni.example' });
    const other = await people.create({ name: 'Kim Seo-yeon', role: 'teacher' });
    await people.addIdentity(other.id, 'https://other.example', sub);
    double.person = { sub, name: 'Kim Seo-yeon', email: 'kim@uni.example', email_verified: true };
    await logIn(new Visitor(server.url));
    expect([own.id, other.id]).not.toContain((await userOf())!.id);
    expect(await people.byId(own.id)).toEqual(own);
  });

  test('is a teacher by a claim, of the ID token or of UserInfo, one value or several, and not without', async () => {
    const roles: (string | undefined)[] = [];
    for (const [claims, info] of [
      [{ affiliation: ['member', 'staff'] }, {}],
      [{}, { affiliation: 'staff' }],
      [{ 'https://x.example/role': 'lecturer' }, {}],
      [{ affiliation: 'staffing' }, { affiliation: 'staff' }],
      [{}, {}],
    ] as const) {
      const one = `${sub} ${roles.length}`;
      [double.person, double.info] = [{ sub: one, name: 'X', ...claims }, info];
      await logIn(new Visitor(server.url));
      roles.push((await userOf(one))?.role);
    }
    // What the signed token says goes before what UserInfo does.
    expect(roles).toEqual(['teacher', 'teacher', 'teacher', 'pupil', 'pupil']);
  });

  test('is a pupil again without the claim; who teaches a class then stays outside until it is back', async () => {
    const staff = { sub, name: 'X', affiliation: 'staff' };
    double.person = staff;
    const visitor = new Visitor(server.url);
    await logIn(visitor);
    double.person = { sub, name: 'X' };
    await logIn(new Visitor(server.url));
    expect((await userOf())!.role).toBe('pupil');
    expect((await visitor.get('/en/class/account/')).status).toBe(303);
    double.person = staff;
    await logIn(visitor);
    await visitor.post('/en/class/new/', { name: '7B' });
    double.person = { sub, name: 'X' };
    expect(await whyNot(logIn(new Visitor(server.url)))).toBe('university-no-teacher');
    double.person = staff;
    expect((await logIn(new Visitor(server.url))).cookie).not.toBe('');
  });

  test('who has been dismissed stays outside, also when the account has gone', async () => {
    const { stores } = server.room;
    double.person = { sub, name: 'X', affiliation: 'staff' };
    const visitor = new Visitor(server.url);
    await logIn(visitor);
    const { id } = (await userOf())!;
    const asOwner = new Visitor(server.url, await server.cookieOf(owner));
    expect((await asOwner.post(`/en/class/people/${id}/reset/`)).status).toBe(409);
    await asOwner.post(`/en/class/people/${id}/dismiss/`);
    expect((await visitor.get('/en/class/account/')).status).toBe(303);
    expect(await whyNot(logIn(new Visitor(server.url)))).toBe('university-closed');
    await stores.retention.sweep();
    expect(await userOf()).toBeUndefined();
    expect(await whyNot(logIn(new Visitor(server.url)))).toBe('university-closed');
  });

  test('has to be called something that is no user name', async () => {
    double.person = { sub, preferred_username: 'kim@uni.example' };
    expect(await whyNot(logIn(new Visitor(server.url)))).toBe('university-nameless');
    double.person = { sub, given_name: 'Seo-yeon', family_name: 'Kim' };
    await logIn(new Visitor(server.url));
    expect((await userOf())!.name).toBe('Seo-yeon Kim');
  });

  test('takes nobody who logs in by a password of that name their log-in', async () => {
    const passwordHash = await hashSecret('a sentence to remember');
    await server.room.stores.people.create({ name: 'X', role: 'teacher', passwordHash });
    double.person = { sub, name: 'X', affiliation: 'staff' };
    await logIn(new Visitor(server.url));
    const told = await new Visitor(server.url).post('/en/class/log-in/', {
      name: 'X',
      password: 'a sentence to remember',
    });
    expect(told.location).toBe('/en/class/');
  });
});

describe('in a class, a pupil with an account', () => {
  let code: string;
  let klass: string;
  let teacher: Visitor;
  beforeEach(async () => {
    const { classes } = server.room.stores;
    teacher = new Visitor(server.url, await server.cookieOf(owner));
    klass = (await classes.create(owner.id, { name: '7B' })).id;
    code = newJoinCode();
    await classes.openCode(owner.id, klass, code, clock + 60_000);
  });

  test('joins with the code alone, beside others of that name, once, and by no pass phrase', async () => {
    const { roster } = server.room.stores;
    const named = await new Visitor(server.url).post('/en/class/join/', { code, name: 'Kim Seo-yeon' });
    const { phrase } = (named.view as { joined: { phrase: string } }).joined;
    const visitor = new Visitor(server.url);
    await logIn(visitor);
    for (let twice = 0; twice < 2; twice++)
      expect((await visitor.post('/en/class/join/', { code })).location).toBe(`/en/class/${klass}/`);
    expect((await visitor.get(`/en/class/${klass}/`)).view).toMatchObject({ page: 'pupil-home' });
    expect((await roster.members(klass, 'pupil')).map(({ name }) => name)).toEqual(['Kim Seo-yeon', 'Kim Seo-yeon']);

    const back = new Visitor(server.url);
    expect((await back.post('/en/class/return/', { code, name: 'Kim Seo-yeon', phrase })).status).toBe(303);
    const page = `/en/class/${klass}/pupils/${(await userOf())!.id}/`;
    expect((await teacher.post(`${page}phrase/`)).status).toBe(409);
    expect((await teacher.get(page)).view).toMatchObject({ elsewhere: true });
  });

  test('is no name on the list that waits for whoever comes first', async () => {
    const visitor = new Visitor(server.url);
    await logIn(visitor);
    await visitor.post('/en/class/join/', { code });
    const other = await new Visitor(server.url).post('/en/class/join/', { code, name: 'kim seo-yeon' });
    expect([other.status, other.cookie]).toEqual([422, '']);
  });
});

describe('nobody comes in', () => {
  const [INVALID, CLAIM] = ['OAUTH_INVALID_RESPONSE', 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'];
  const back = (visitor: Visitor, spoil: (url: URL) => void): Promise<Told> => {
    double.spoiled.back = spoil;
    return logIn(visitor);
  };

  test.each<[string, (url: URL) => void]>([
    ['another state', url => url.searchParams.set('state', 'x'.repeat(43))],
    ['no state', url => url.searchParams.delete('state')],
  ])('with %s', async (_, spoil) => {
    expect(await whyNot(back(new Visitor(server.url), spoil))).toBe('university-again');
  });

  test.each<[string, string, (url: URL) => void]>([
    ['another issuer in the answer, as in a mix-up', INVALID, url => url.searchParams.set('iss', 'https://x.example')],
    ['no issuer in the answer of a provider that says it', INVALID, url => url.searchParams.delete('iss')],
    ['two codes', INVALID, url => url.searchParams.append('code', 'x')],
    ['a code that the provider does not know', 'OAUTH_RESPONSE_BODY_ERROR', url => url.searchParams.set('code', 'x')],
  ])('with %s', async (_, fault, spoil) => {
    expect(await whyNot(back(new Visitor(server.url), spoil))).toBe('university-odd');
    expect(faults).toEqual([fault]);
    expect(await userOf()).toBeUndefined();
  });

  test.each<[string, string, (claims: Record<string, unknown>) => Record<string, unknown>]>([
    ['another nonce', CLAIM, claims => ({ ...claims, nonce: 'x' })],
    ['no nonce', INVALID, ({ nonce: _, ...claims }) => claims],
    ['another issuer', CLAIM, claims => ({ ...claims, iss: 'https://other.example' })],
    ['another audience', CLAIM, claims => ({ ...claims, aud: 'another-client' })],
    [
      'several audiences, made for another of them',
      CLAIM,
      claims => ({ ...claims, aud: ['handshake', 'x'], azp: 'x' }),
    ],
    ['a time that is over', 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED', claims => ({ ...claims, exp: 1 })],
    ['no subject', INVALID, ({ sub: _, ...claims }) => claims],
  ])('with an ID token that has %s', async (_, fault, spoil) => {
    double.spoiled.claims = spoil;
    expect(await whyNot(logIn(new Visitor(server.url)))).toBe('university-odd');
    expect(faults).toEqual([fault]);
    expect(await userOf()).toBeUndefined();
  });

  test('with a token that somebody else has signed, or with UserInfo of somebody else', async () => {
    double.spoiled = { forged: true };
    expect(await whyNot(logIn(new Visitor(server.url)))).toBe('university-odd');
    double.spoiled = { info: info => ({ ...info, sub: 'x', affiliation: 'staff' }) };
    expect(await whyNot(logIn(new Visitor(server.url)))).toBe('university-odd');
    expect(faults).toEqual([INVALID, 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED']);
  });

  test('a second time by the same answer, nor in another browser, nor after ten minutes', async () => {
    const visitor = new Visitor(server.url);
    const begin = async (): Promise<string> => pathOf(await double.visit((await visitor.get(GO)).location!));
    const [first, stolen, late] = [await begin(), await begin(), await begin()];
    const before = visitor.cookie;
    expect((await visitor.get(first)).cookie).not.toBe('');
    expect(await whyNot(new Visitor(server.url, before).get(first))).toBe('university-again');
    expect(await whyNot(new Visitor(server.url).get(stolen))).toBe('university-again');
    const stranger = new Visitor(server.url);
    await stranger.get(GO);
    expect(await whyNot(stranger.get(stolen))).toBe('university-again');
    clock += 10 * 60_000;
    expect(await whyNot(new Visitor(server.url, before).get(late))).toBe('university-again');
  });

  test('who is refused there, and is told so', async () => {
    const refused = (url: URL): void => {
      url.searchParams.delete('code');
      url.searchParams.set('error', 'access_denied');
    };
    expect(await whyNot(back(new Visitor(server.url), refused))).toBe('university-refused');
    const page = await new Visitor(server.url).get('/ko/class/university/failed/?why=university-refused');
    expect([page.status, page.view]).toMatchObject([422, { page: 'log-in', trouble: 'university-refused' }]);
  });

  test('too often from one address', async () => {
    await server.room.stores.transaction(async ({ throttle }) => {
      for (let n = 0; n < 2000; n++) await throttle.hit('university from 127.0.0.1', 2000, 15 * 60_000);
    });
    expect(await new Visitor(server.url).get(GO)).toMatchObject({ status: 429, view: { trouble: 'too-many' } });
  });
});

test('a log-in gives a new session, whatever the browser had before, which ends', async () => {
  const before = await server.room.stores.people.create({ name: 'Before', role: 'teacher' });
  const cookie = await server.cookieOf(before);
  const visitor = new Visitor(server.url, cookie);
  const { location, cookie: pending } = await visitor.get(GO);
  const together = new Visitor(server.url, `${cookie}; ${pending}`);
  const told = await together.get(pathOf(await double.visit(location!)));
  expect(told.cookie).toMatch(/^class=[\w-]{43};/);
  expect(told.cookie).not.toContain(cookie.split(';')[0]!);
  expect((await new Visitor(server.url, cookie).get('/en/class/account/')).status).toBe(303);
});

describe('a provider that is down', () => {
  test('is told, passwords go on, and it is asked anew by whoever comes next', async () => {
    const visitor = new Visitor(server.url);
    double.spoiled = { down: ['/.well-known/openid-configuration'] };
    expect(await whyNot(visitor.get(GO))).toBe('university-down');
    expect((await visitor.get('/en/class/log-in/')).status).toBe(200);
    double.spoiled = {};
    expect((await logIn(visitor)).cookie).not.toBe('');
  });

  test('is told as such when nothing listens there, and when it goes away in the middle', async () => {
    const alone = await UniversityDouble.start();
    const { port, issuer } = alone;
    await alone.close();
    server.room.university = await universityAt(issuer);
    const visitor = new Visitor(server.url);
    expect(await whyNot(visitor.get(GO))).toBe('university-down');
    await alone.listen(port);
    alone.register({ client: 'handshake', redirect: server.url + BACK, secret: 'a secret: 100%' });
    const returned = pathOf(await alone.visit((await visitor.get(GO)).location!));
    await alone.close();
    expect(await whyNot(visitor.get(returned))).toBe('university-down');
  });

  test('or says of itself that it is another one, is not believed', async () => {
    double.spoiled.metadata = metadata => ({ ...metadata, issuer: 'https://{tenant}.example' });
    expect(await whyNot(new Visitor(server.url).get(GO))).toBe('university-odd');
  });

  test('is asked for its metadata once a day at most', async () => {
    const looks = () => double.asked.filter(path => path.endsWith('openid-configuration')).length;
    const before = looks();
    for (let times = 0; times < 3; times++) await logIn(new Visitor(server.url));
    expect(looks() - before).toBe(1);
    clock += 86_400_000;
    await logIn(new Visitor(server.url));
    expect(looks() - before).toBe(2);
  });
});

test('who logs out here is led to the end of their session there, where there is one', async () => {
  const visitor = new Visitor(server.url);
  await logIn(visitor);
  const out = await visitor.post('/ko/class/log-out/');
  expect(out.location).toBe('/ko/class/?left');
  expect((await visitor.get(out.location!)).view).toMatchObject({ left: { link: true } });
  const ending = new URL((await visitor.get('/ko/class/university/log-out/')).location!);
  expect([ending.origin + ending.pathname, Object.fromEntries(ending.searchParams)]).toEqual([
    `${double.issuer}/logout`,
    { client_id: 'handshake', post_logout_redirect_uri: `${server.url}/class/` },
  ]);
});

test('who logs out here and came from somewhere else is not', async () => {
  const { people } = server.room.stores;
  const user = await people.create({ name: 'X', role: 'pupil' });
  await people.addIdentity(user.id, 'https://platform.example', sub);
  const visitor = new Visitor(server.url, await server.cookieOf(user));
  expect((await visitor.post('/ko/class/log-out/')).location).toBe('/ko/class/');
});

test('who comes by another name of this server begins at the one that the provider knows', async () => {
  const visitor = new Visitor(server.url.replace('127.0.0.1', 'localhost'));
  const { location } = await visitor.get(`${GO}?next=/ko/class/join/`);
  expect(location).toBe(`${server.url}${GO}?next=%2Fko%2Fclass%2Fjoin%2F&moved=1`);
  expect(await whyNot(visitor.get(`${GO}?moved=1`))).toBe('university-odd');
});

test('without a university there is nothing at its addresses', async () => {
  server.room.university = undefined;
  for (const path of [GO, BACK, `${GO}failed/`, `${GO}log-out/`])
    expect((await new Visitor(server.url).get(path)).status, path).toBe(404);
});

test('a private key shows the provider who this is, in PEM or as a JWK', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'handshake-key-'));
  for (const [alg, form] of [
    ['RS256', 'pem'],
    ['PS256', 'jwk'],
    ['ES384', 'pem'],
    ['EdDSA', 'jwk'],
  ] as const) {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    const path = join(folder, `${alg}.${form}`);
    const held = { ...(await exportJWK(privateKey)), alg, kid: alg };
    await writeFile(path, form === 'pem' ? await exportPKCS8(privateKey) : JSON.stringify(held));
    const jwk = { ...(await exportJWK(publicKey)), ...(form === 'jwk' && { kid: alg }) };
    double.register({ client: `signs-${alg}`, redirect: server.url + BACK, jwk });
    const more = { HANDSHAKE_OIDC_CLIENT: `signs-${alg}`, HANDSHAKE_OIDC_SECRET: '', HANDSHAKE_OIDC_KEY: path };
    server.room.university = await universityAt(double.issuer, more);
    expect((await logIn(new Visitor(server.url))).cookie, alg).not.toBe('');
  }
  await rm(folder, { recursive: true });
});

describe('a mistake in what is set is told at the start', () => {
  const whole = {
    HANDSHAKE_OIDC_ISSUER: 'https://idp.example',
    HANDSHAKE_OIDC_CLIENT: 'x',
    HANDSHAKE_OIDC_SECRET: 'y',
    HANDSHAKE_URL: 'https://class.example',
  };

  test.each<[Record<string, string>, string]>([
    [{ HANDSHAKE_OIDC_ISSUER: 'http://idp.example' }, 'HANDSHAKE_OIDC_ISSUER=http://idp.example is plain http'],
    [{ HANDSHAKE_OIDC_ISSUER: 'idp.example' }, 'is no address of an OpenID provider'],
    [{ HANDSHAKE_OIDC_ISSUER: 'https://idp.example/.well-known/openid-configuration' }, 'must be the issuer alone'],
    [{ HANDSHAKE_OIDC_ISSUER: '' }, 'HANDSHAKE_OIDC_CLIENT is set, but HANDSHAKE_OIDC_ISSUER is not'],
    [{ HANDSHAKE_OIDC_CLIENT: '' }, 'HANDSHAKE_OIDC_CLIENT is missing'],
    [{ HANDSHAKE_OIDC_SECRET: '' }, 'HANDSHAKE_OIDC_SECRET is missing, or HANDSHAKE_OIDC_KEY'],
    [{ HANDSHAKE_OIDC_KEY: 'z' }, 'are both set: leave out one'],
    [{ HANDSHAKE_OIDC_SECRET: '', HANDSHAKE_OIDC_KEY: '/none' }, 'HANDSHAKE_OIDC_KEY=/none cannot be read (ENOENT)'],
    [{ HANDSHAKE_OIDC_SECRET: '', HANDSHAKE_OIDC_KEY: import.meta.filename }, 'holds no private key'],
    [{ HANDSHAKE_URL: '' }, 'HANDSHAKE_URL is missing'],
    [{ HANDSHAKE_URL: 'http://class.example' }, 'HANDSHAKE_URL=http://class.example is plain http'],
    [{ HANDSHAKE_OIDC_TEACHERS: 'staff' }, 'holds "staff", which is no claim with its value'],
    [{ HANDSHAKE_OIDC_SCOPE: 'profile' }, 'lacks openid'],
  ])('%o', async (more, message) => {
    await expect(universityFrom({ ...whole, ...more })).rejects.toThrow(message);
  });

  test('and what is whole is taken, with what need not be said', async () => {
    expect(await universityFrom(whole)).toEqual({
      issuer: new URL('https://idp.example'),
      client: 'x',
      auth: { secret: 'y' },
      teachers: [],
      name: 'idp.example',
      scope: 'openid profile',
      site: 'https://class.example',
    });
    expect(await universityFrom({ HANDSHAKE_URL: 'http://class.example' })).toBeUndefined();
  });
});
