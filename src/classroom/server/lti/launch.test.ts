import { exportSPKI, importJWK } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { serveClass, Visitor, type ClassServer } from '../../../../testing/class-server.ts';
import { LtiBrowser } from '../../../../testing/lti/browser.ts';
import { newKey, startPlatform, type Draft, type PlatformDouble } from '../../../../testing/lti/platform.ts';
import type { ViewOf } from '../views.ts';
import { PlatformKeys } from './token.ts';

const LTI = 'https://purl.imsglobal.org/spec/lti/claim/';
const HERE = { name: 'University', deployments: ['1'], services: [] };

let server: ClassServer;
let platform: PlatformDouble;

beforeAll(async () => {
  server = await serveClass();
  const lessonsIn = (lang: string) => [{ exercise: 'echo', title: 'Echo', path: `/${lang}/sockets/echo/` }];
  Object.assign(server.room, { lessonsIn });
  platform = await startPlatform(server.url);
  await server.room.stores.lti.put('system', { ...HERE, ...platform.registration });
}, 120_000);
afterAll(async () => {
  await server.close();
  await platform.close();
}, 120_000);

const newBrowser = () => new LtiBrowser(server.url);
const userOf = async (id: string) => server.room.stores.people.byIdentity(`lti ${platform.url}`, id);

describe('who follows a link', { timeout: 120_000 }, () => {
  test('as a pupil before any teacher is told so, and nothing of them is kept', async () => {
    expect((await newBrowser().launch(platform, 'pupil')).why).toBe('begin');
    expect(await userOf('pupil')).toBeUndefined();
  });

  test('as a teacher teaches the class of the course; others of it are on its list', async () => {
    const browser = newBrowser();
    const { status, location } = await browser.launch(platform, 'teacher');
    expect([status, location]).toEqual([303, expect.stringMatching(/^\/en\/class\/[\w-]{22}\/$/)]);
    await server.room.lti.idle();
    const seen = await new Visitor(server.url, browser.cookie).get(location!);
    expect(seen.view).toMatchObject({ page: 'board', klass: { name: 'Network security', role: 'teacher' } });
    const names = (seen.view as ViewOf<'board'>).rows.map(({ name }) => name);
    expect(names, 'and not who has left').toEqual(['Ada', '민수']);
    expect(platform.told).toEqual(['POST /token 200', 'GET /members 200', 'GET /members 200']);
  });

  test('as a pupil works at the lesson of the link, logged in as any pupil is, without an e-mail', async () => {
    const browser = newBrowser();
    expect((await browser.launch(platform, 'pupil')).location).toBe('/en/sockets/echo/');
    const session = browser.setCookies.find(one => one.startsWith('class='));
    expect(session).toMatch(/HttpOnly/);
    expect(session).toMatch(/SameSite=Lax/);
    expect(await userOf('pupil')).toMatchObject({ name: '민수', role: 'pupil', email: null });
    const { pupil, classes } = (await (
      await fetch(`${server.url}/api/class/`, { headers: { Cookie: browser.cookie } })
    ).json()) as { pupil: string; classes: { name: string }[] };
    expect([pupil, classes.map(({ name }) => name)]).toEqual([(await userOf('pupil'))!.id, ['Network security']]);
  });

  test('again is the same, in the language that the platform names, and by POST', async () => {
    const browser = newBrowser();
    const before = (await userOf('pupil'))!.id;
    platform.forge = ({ claims }) => void (claims[`${LTI}launch_presentation`] = { locale: 'ko-KR' });
    expect((await browser.launch(platform, 'pupil')).location).toBe('/ko/sockets/echo/');
    expect((await userOf('pupil'))!.id).toBe(before);
    const fields = platform.begin('pupil', `${server.url}/lti/launch`);
    const { status, location } = await browser.bring(platform, fields, '/lti/login');
    expect([status, location?.startsWith(`${platform.url}/auth?`)]).toEqual([303, true]);
  });

  test('without a name is in the class without one', async () => {
    platform.users.set('nameless', { id: 'nameless', roles: ['Learner'] });
    expect((await newBrowser().launch(platform, 'nameless')).status).toBe(303);
    expect(await userOf('nameless')).toMatchObject({ name: 'Without a name' });
  });

  test('in a frame is led into a window of its own, which the platform alone may show there', async () => {
    const fields = platform.begin('pupil', `${server.url}/lti/launch?lesson=echo`);
    const framed = { 'Sec-Fetch-Dest': 'iframe' };
    const { status, html, policy, location } = await newBrowser().begin(platform, fields, framed);
    expect([status, location]).toEqual([200, null]);
    expect(policy).toContain(`frame-ancestors ${platform.url}`);
    const href = /href="([^"]+)" target="_blank"/.exec(html)![1]!.replaceAll('&#38;', '&');
    const again = new URL(href, server.url);
    expect([again.pathname, Object.fromEntries(again.searchParams)]).toEqual(['/lti/login', fields]);
  });

  test('with something hostile in place of a hint or a name finds it as text, or not at all', async () => {
    const fields = {
      ...platform.begin('pupil', `${server.url}/lti/launch`),
      login_hint: '"><script>alert(1)</script>',
    };
    const { html, policy } = await newBrowser().begin(platform, fields, { 'Sec-Fetch-Dest': 'iframe' });
    expect(html).not.toContain('<script');
    expect(policy).not.toContain('script-src');
    platform.users.set('hostile', { id: 'hostile', name: '\u202e\u0000', roles: ['Learner'] });
    expect((await newBrowser().launch(platform, 'hostile')).status).toBe(303);
    expect(await userOf('hostile')).toMatchObject({ name: 'Without a name' });
  });

  test('over plain http from another computer is told that it takes https', async () => {
    const headers = { 'X-Forwarded-For': '192.0.2.7' };
    Object.assign(server.room, { proxies: ['127.0.0.1'] });
    const fields = platform.begin('pupil', `${server.url}/lti/launch`);
    expect((await newBrowser().begin(platform, fields, headers)).why).toBe('https');
    Object.assign(server.room, { proxies: [] });
  });
});

test('the cookie that binds a launch to its browser comes back from other sites and to nobody else', async () => {
  const browser = newBrowser();
  await browser.fetchToken(platform, 'pupil');
  const [binding] = browser.setCookies;
  for (const flag of ['SameSite=None', 'Secure', 'HttpOnly', 'Partitioned']) expect(binding).toContain(flag);
});

test('two launches that are begun in one browser both end', async () => {
  const browser = newBrowser();
  const [one, two] = [await browser.fetchToken(platform, 'pupil'), await browser.fetchToken(platform, 'pupil')];
  expect([(await browser.bring(platform, one)).status, (await browser.bring(platform, two)).status]).toEqual([
    303, 303,
  ]);
});

describe('what a platform has not said is refused:', { timeout: 120_000 }, () => {
  const hour = 3600;
  const forged: [title: string, why: string, forge: (draft: Draft) => void | Promise<void>][] = [
    ['another nonce', 'nonce', ({ claims }) => void (claims['nonce'] = 'another')],
    ['no nonce', 'nonce', ({ claims }) => void delete claims['nonce']],
    ['no signature', 'signature', ({ header }) => void (header.alg = 'none')],
    [
      'HS256 with the public key as its secret',
      'signature',
      async draft => {
        draft.header.alg = 'HS256';
        const key = (await importJWK(platform.publicJwk, 'RS256', { extractable: true })) as CryptoKey;
        draft.key = new TextEncoder().encode(await exportSPKI(key));
      },
    ],
    [
      "somebody else's key under the right name",
      'signature',
      async draft => void (draft.key = (await newKey('x')).privateKey),
    ],
    ['a key that nobody has', 'signature', ({ header }) => void (header.kid = 'unknown')],
    ['another audience', 'audience', ({ claims }) => void (claims.aud = 'another-tool')],
    ['several audiences without who asked', 'audience', ({ claims }) => void (claims.aud = [platform.clientId, 'b'])],
    ['asked for by another', 'audience', ({ claims }) => void (claims['azp'] = 'another-tool')],
    ['another issuer', 'platform', ({ claims }) => void (claims.iss = 'https://elsewhere.example')],
    ['expired', 'expired', ({ claims }) => void (claims.exp = claims.iat! - 61)],
    ['of the future', 'expired', ({ claims }) => void (claims.iat! += hour)],
    ['of long ago', 'expired', ({ claims }) => void (claims.iat! -= hour)],
    ['without an end', 'expired', ({ claims }) => void delete claims.exp],
    ['another deployment', 'deployment', ({ claims }) => void (claims[`${LTI}deployment_id`] = '2')],
    ['no deployment', 'deployment', ({ claims }) => void delete claims[`${LTI}deployment_id`]],
    ['another version', 'message', ({ claims }) => void (claims[`${LTI}version`] = '1.1')],
    ['another message', 'message', ({ claims }) => void (claims[`${LTI}message_type`] = 'LtiSubmissionReviewRequest')],
    [
      'another target than the one begun with',
      'target',
      ({ claims }) => void (claims[`${LTI}target_link_uri`] = `${server.url}/lti/launch?lesson=aead`),
    ],
    ['nobody', 'person', ({ claims }) => void delete claims.sub],
    ['no course', 'course', ({ claims }) => void delete claims[`${LTI}context`]],
    [
      'an administrator without a part in the course',
      'role',
      ({ claims }) =>
        void (claims[`${LTI}roles`] = ['http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator']),
    ],
  ];

  test.each(forged)('%s (%s)', async (_, why, forge) => {
    platform.forge = forge;
    const browser = newBrowser();
    const { status, why: said } = await browser.launch(platform, 'pupil');
    expect([status, said]).toEqual([400, why]);
    expect([...browser.cookies.keys()]).toEqual(['lti']);
  });

  test('a skew of less than a minute is none', async () => {
    platform.forge = ({ claims }) => void ((claims.iat! += 30), (claims.exp! += 30));
    expect((await newBrowser().launch(platform, 'pupil')).status).toBe(303);
    platform.forge = ({ claims }) => void ((claims.exp = claims.iat! - 30), (claims.iat! -= 90));
    expect((await newBrowser().launch(platform, 'pupil')).status).toBe(303);
  });

  test('a token that comes again, to its own launch or to another', async () => {
    const browser = newBrowser();
    const first = await browser.fetchToken(platform, 'pupil');
    expect((await browser.bring(platform, first)).status).toBe(303);
    expect((await browser.bring(platform, first)).why).toBe('state');
    const { state } = await browser.fetchToken(platform, 'pupil');
    expect((await browser.bring(platform, { ...first, state })).why).toBe('nonce');
  });

  test('a launch that another browser has begun, and one that took too long', async () => {
    const token = await newBrowser().fetchToken(platform, 'teacher');
    const other = newBrowser();
    expect((await other.bring(platform, token)).why).toBe('browser');
    await other.fetchToken(platform, 'pupil');
    expect((await other.bring(platform, await newBrowser().fetchToken(platform, 'teacher'))).why).toBe('browser');
    expect((await other.bring(platform, { ...token, state: 'made-up' })).why).toBe('state');
  });

  test('a platform that says that nobody is logged in', async () => {
    const browser = newBrowser();
    const { state } = await browser.fetchToken(platform, 'pupil');
    expect((await browser.bring(platform, { error: 'login_required', state })).why).toBe('denied');
  });

  test('a beginning by a platform, client or deployment that is not registered, or with a target that is not ours', async () => {
    const fields = platform.begin('pupil', `${server.url}/lti/launch`);
    const why = async (changed: Record<string, string>) =>
      (await newBrowser().begin(platform, { ...fields, ...changed })).why;
    expect(await why({ iss: 'https://elsewhere.example' })).toBe('platform');
    expect(await why({ client_id: 'another' })).toBe('platform');
    expect(await why({ lti_deployment_id: '2' })).toBe('deployment');
    expect(await why({ login_hint: '' })).toBe('message');
    for (const target of ['https://elsewhere.example/lti/launch', `${server.url}/en/`, 'javascript:alert(1)'])
      expect(await why({ target_link_uri: target }), target).toBe('target');
  });

  test('a link to a lesson that there is not', async () => {
    expect((await newBrowser().launch(platform, 'pupil', '/lti/launch?lesson=nothing')).why).toBe('target');
  });
});

test('a page of another site can post to nothing else here', async () => {
  const browser = newBrowser();
  await browser.launch(platform, 'teacher');
  for (const path of ['/en/class/new/', '/lti/choose']) {
    const { status } = await browser.bring(platform, { name: 'Forged' }, path);
    expect(status, path).toBe(403);
  }
});

describe('the keys of a platform', { timeout: 120_000 }, () => {
  test('are read again for one that is new, and not each time for one that nobody has', async () => {
    Object.assign(server.room.lti, { keys: new PlatformKeys(0) });
    await newBrowser().launch(platform, 'pupil');
    await platform.rotate();
    expect((await newBrowser().launch(platform, 'pupil')).status).toBe(303);
    Object.assign(server.room.lti, { keys: new PlatformKeys() });
    await newBrowser().launch(platform, 'pupil');
    const before = platform.keyReads;
    for (let at = 0; at < 5; at++) {
      platform.forge = ({ header }) => void (header.kid = `unknown-${at}`);
      expect((await newBrowser().launch(platform, 'pupil')).why).toBe('signature');
    }
    expect(platform.keyReads).toBe(before);
  });

  test('that cannot be read are told as such, and are read when they can be', async () => {
    Object.assign(server.room.lti, { keys: new PlatformKeys(0) });
    const { lti } = server.room.stores;
    const jwksUrl = `${platform.url}/none`;
    await lti.put('system', { ...HERE, ...platform.registration, jwksUrl });
    expect((await newBrowser().launch(platform, 'pupil')).why).toBe('keys');
    await lti.put('system', { ...HERE, ...platform.registration });
    expect((await newBrowser().launch(platform, 'pupil')).status).toBe(303);
  });
});
