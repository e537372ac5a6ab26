import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { serveClass, Visitor, type ClassServer } from '../../../../testing/class-server.ts';
import { LtiBrowser } from '../../../../testing/lti/browser.ts';
import { startPlatform, type PlatformDouble } from '../../../../testing/lti/platform.ts';
import type { Json } from '../../data/index.server.ts';
import type { ViewOf } from '../views.ts';

const MINUTE = 60_000;
const DL = 'https://purl.imsglobal.org/spec/lti-dl/claim/';
const LTI = 'https://purl.imsglobal.org/spec/lti/claim/';
const SCORES = 'POST /items/1/lineitem/scores';

let server: ClassServer;
let platform: PlatformDouble;
let clock: { ahead: number };
let teacher: LtiBrowser;
let classPath: string;
/** One key serves all: making one takes a busy computer seconds. */
let toolKey: Json | undefined;

beforeEach(async () => {
  clock = { ahead: 0 };
  server = await serveClass({ now: () => Date.now() + clock.ahead });
  const lessonsIn = (lang: string) =>
    ['echo', 'aead'].map(exercise => ({ exercise, title: exercise.toUpperCase(), path: `/${lang}/x/${exercise}/` }));
  Object.assign(server.room, { lessonsIn });
  if (toolKey !== undefined) await server.room.stores.settings.set('lti.key', toolKey);
  platform = await startPlatform(server.url);
  const registered = { name: 'University', deployments: ['1'], services: [] };
  await server.room.stores.lti.put('system', { ...registered, ...platform.registration });
  teacher = new LtiBrowser(server.url);
  classPath = (await teacher.launch(platform, 'teacher')).location!;
  await new LtiBrowser(server.url).launch(platform, 'pupil');
  await server.room.lti.idle();
  toolKey = await server.room.stores.settings.get('lti.key');
  server.room.lti.start();
}, 120_000);
afterEach(async () => {
  await server.close();
  await platform.close();
}, 120_000);

const classId = () => classPath.split('/')[3]!;
const pupilId = async () => (await server.room.stores.people.byIdentity(`lti ${platform.url}`, 'pupil'))!.id;

/** Has the pupil's answer run again by a grader that finds it to be so. */
async function grade(status: 'verified' | 'not_verified', id = 's'): Promise<void> {
  const { submissions } = server.room.stores;
  await submissions.add({ id, classId: classId(), userId: await pupilId(), lesson: 'echo', files: {}, claimed: null });
  const taken = (await submissions.take('worker', MINUTE))!;
  await submissions.finish(taken.id, taken.lease, { status, graded: null, seed: 's', marks: [] });
}

const override = async (given: number | null): Promise<void> => {
  const { grades } = server.room.stores;
  await grades.override('t', { classId: classId(), userId: await pupilId(), lesson: 'echo', grade: given, reason: '' });
};

async function settings(): Promise<ViewOf<'settings'>> {
  const { view } = await new Visitor(server.url, teacher.cookie).get(`${classPath}settings/`);
  return view as ViewOf<'settings'>;
}

/** Resolves when nothing is to be sent at this moment. */
const settled = async (): Promise<void> => {
  server.room.lti.tell(classId());
  await server.room.lti.idle();
};

describe('a score', { timeout: 120_000 }, () => {
  test('goes to the gradebook when the work is verified, once, by a token of its own scope', async () => {
    await grade('verified');
    await platform.scoresBe(1);
    expect(platform.scores).toMatchObject([{ userId: 'pupil', scoreGiven: 100, scoreMaximum: 100 }]);
    await settled();
    expect(platform.told.filter(one => one.startsWith(SCORES))).toEqual([`${SCORES} 204`]);
    expect((await settings()).platform).toMatchObject({
      name: 'University',
      scores: { sent: 1, waiting: 0, failed: {} },
    });
  });

  test('does not go where the work is not verified, or nobody at the platform', async () => {
    await grade('not_verified');
    const { userId } = await server.room.stores.roster.addPupil('t', classId(), { name: 'By code', phraseHash: null });
    const about = { classId: classId(), userId, lesson: 'echo' };
    await server.room.stores.grades.override('t', { ...about, grade: 50, reason: '' });
    await settled();
    expect(platform.scores).toEqual([]);
  });

  test('follows what a teacher gives by their own judgement, in order', async () => {
    await grade('verified');
    await override(40);
    await override(60);
    await settled();
    await override(null);
    await settled();
    const given = platform.scores.map(({ scoreGiven }) => scoreGiven);
    expect(given.slice(-2)).toEqual([60, 100]);
    const times = platform.scores.map(({ timestamp }) => Date.parse(timestamp));
    expect(times).toEqual([...new Set(times)].sort((one, other) => one - other));
  });

  test('is tried again when the platform was in trouble, and is there once', async () => {
    platform.broken.set(SCORES, [500, 503]);
    await grade('verified');
    await settled();
    expect(platform.scores).toEqual([]);
    for (let tries = 0; tries < 2; tries++) {
      clock.ahead += 10 * MINUTE;
      await settled();
    }
    expect(platform.told.filter(one => one.startsWith(SCORES))).toEqual([500, 503, 204].map(one => `${SCORES} ${one}`));
    expect(platform.scores).toHaveLength(1);
  });

  test('that the platform took, but whose answer was lost, is not taken twice', async () => {
    await grade('verified');
    await platform.scoresBe(1);
    await settled();
    // As it is when the server ends between the platform's answer and its own note of it.
    const timestamp = new Date(Date.now() + MINUTE).toISOString();
    platform.scores.push({ ...platform.scores[0]!, scoreGiven: 80, timestamp });
    await override(80);
    await settled();
    expect(platform.told.at(-1)).toBe(`${SCORES} 409`);
    expect((await settings()).platform!.scores).toEqual({ sent: 1, waiting: 0, failed: {} });
  });

  test('is sent with a new token where the platform has forgotten the one that it gave', async () => {
    await grade('verified');
    await platform.scoresBe(1);
    platform.forgetTokens();
    await override(10);
    await platform.scoresBe(2);
    expect(platform.told.slice(-3)).toEqual([`${SCORES} 401`, 'POST /token 200', `${SCORES} 204`]);
  });

  test('follows no redirect, and goes to no host that the owner has not registered', async () => {
    platform.broken.set(SCORES, [307]);
    await grade('verified');
    await settled();
    const { lti } = server.room.stores;
    expect(platform.told.at(-1)).toBe(`${SCORES} 307`);
    const { id: platformId } = (await lti.all())[0]!;
    const lineItem = 'https://elsewhere.example/lineitem';
    const link = { platformId, deployment: '1', link: 'link-1', classId: classId(), lesson: 'echo', lineItem };
    await lti.putLink(link);
    for (let tries = 0; tries < 20; tries++) {
      clock.ahead += 400 * MINUTE;
      await settled();
    }
    expect(await lti.state(classId())).toEqual({ sent: 0, waiting: 0, failed: { 'not-registered': 1 } });
  });
});

describe("a course's members", { timeout: 120_000 }, () => {
  test('are read again when a teacher asks, and what goes wrong is told on the page', async () => {
    const visitor = new Visitor(server.url, teacher.cookie);
    platform.users.set('late', { id: 'late', name: 'Late', roles: ['Learner'] });
    platform.broken.set('GET /members', [500]);
    await visitor.post(`${classPath}platform/`);
    await server.room.lti.idle();
    expect((await settings()).platform!.members).toMatchObject({ offered: true, fault: 'status-500' });
    await visitor.post(`${classPath}platform/`);
    await server.room.lti.idle();
    const { platform: from, pupils } = await settings();
    expect(from!.members.fault).toBeNull();
    expect(pupils.map(({ name }) => name)).toContain('Late');
  });

  test('are not read again for each launch of a teacher', async () => {
    const before = platform.told.filter(one => one.startsWith('GET /members')).length;
    await new LtiBrowser(server.url).launch(platform, 'teacher');
    await server.room.lti.idle();
    expect(platform.told.filter(one => one.startsWith('GET /members'))).toHaveLength(before);
  });

  test('hold nothing but an id and a name, and whoever comes in later is who was read', async () => {
    const before = (await server.room.stores.people.byIdentity(`lti ${platform.url}`, 'other'))!;
    expect(before).toMatchObject({ name: 'Ada', email: null, passwordHash: null });
    await new LtiBrowser(server.url).launch(platform, 'other');
    expect(await server.room.stores.people.byIdentity(`lti ${platform.url}`, 'other')).toEqual(before);
  });
});

describe('lessons are chosen for a course', { timeout: 120_000 }, () => {
  const choosing = () => teacher.launch(platform, 'teacher', '/lti/choose');
  const tokenIn = (html: string) => /name="token" value="([^"]+)"/.exec(html)![1]!;

  test('in the frame of the platform, which gets them signed, with a column each', async () => {
    const page = await choosing();
    expect(page.policy).toContain(`frame-ancestors ${platform.url}`);
    expect(page.policy).toContain("form-action 'self'");
    const fields = { token: tokenIn(page.html), 'lesson-echo': '1', 'lesson-class': '1' };
    const back = await teacher.send('/lti/choose', fields);
    expect(back.policy).toContain(`form-action ${platform.url}`);
    const action = /action="([^"]+)"/.exec(back.html)![1]!;
    const JWT = /name="JWT" value="([^"]+)"/.exec(back.html)![1]!;
    expect((await fetch(action, { method: 'POST', body: new URLSearchParams({ JWT }) })).status).toBe(200);
    const [claims] = platform.chosen;
    expect(claims).toMatchObject({ [`${DL}data`]: 'opaque of the platform', [`${LTI}deployment_id`]: '1' });
    expect(claims![`${DL}content_items`]).toMatchObject([
      { type: 'ltiResourceLink', url: `${server.url}/lti/launch` },
      {
        title: 'ECHO',
        url: `${server.url}/lti/launch?lesson=echo`,
        lineItem: { scoreMaximum: 100, resourceId: 'echo' },
      },
    ]);
    expect((await teacher.send('/lti/choose', fields)).why, 'once').toBe('choice');
  });

  test('even though it is in a frame, for the platform waits there', async () => {
    const fields = platform.begin('teacher', `${server.url}/lti/choose`);
    const { status } = await teacher.begin(platform, fields, { 'Sec-Fetch-Dest': 'iframe' });
    expect(status).toBe(303);
  });

  test('by teachers alone, and answered to no host that is not registered', async () => {
    expect((await teacher.launch(platform, 'pupil', '/lti/choose')).why).toBe('role');
    platform.forge = ({ claims }) => {
      const wish = claims[`${DL}deep_linking_settings`] as object;
      claims[`${DL}deep_linking_settings`] = { ...wish, deep_link_return_url: 'https://elsewhere.example/' };
    };
    expect((await choosing()).why).toBe('services');
  });

  test('one where the platform takes one', async () => {
    platform.forge = ({ claims }) => {
      const wish = claims[`${DL}deep_linking_settings`] as object;
      claims[`${DL}deep_linking_settings`] = { ...wish, accept_multiple: false, accept_lineitem: false };
    };
    const { html } = await choosing();
    expect(html).toContain('<input type="radio" name="lesson" value="aead" required>');
    const back = await teacher.send('/lti/choose', { token: tokenIn(html), lesson: 'aead' });
    const jwt = /name="JWT" value="[^".]+\.([^".]+)\./.exec(back.html)![1]!;
    const claims = JSON.parse(Buffer.from(jwt, 'base64url').toString()) as Record<string, unknown>;
    const items = claims[`${DL}content_items`] as object[];
    expect(items).toMatchObject([{ title: 'AEAD' }]);
    expect(items[0]).not.toHaveProperty('lineItem');
  });
});
