import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { serveClass, Visitor, type ClassServer } from '../../../testing/class-server.ts';
import { newJoinCode } from '../rules/join-code.ts';
import type { User } from '../data/index.server.ts';
import { HANDED_IN_AN_HOUR } from './limits.ts';
import type { LogFields } from './log.ts';

// What OWASP ASVS 5.0 asks of this server and no other test says: docs/class-security.md has the points.

const HOUR = 3_600_000;
const NAME = "Robert'); DROP TABLE user;-- <b>";
const clock = { at: Date.parse('2026-03-02T08:00Z') };
const lines: string[] = [];
let server: ClassServer;
let owner: User;
let cookie: string;
let klass: string;
let code: string;

beforeAll(async () => {
  const log = (level: string, event: string, fields?: LogFields) =>
    void lines.push(JSON.stringify({ level, event, ...fields }));
  server = await serveClass({ now: () => clock.at, log, proxies: ['127.0.0.1'] });
  const { stores } = server.room;
  owner = (await stores.people.createFirstOwner({ name: 'Owner' }))!;
  klass = (await stores.classes.create(owner.id, { name: NAME })).id;
  code = newJoinCode();
  await stores.classes.openCode(owner.id, klass, code, clock.at + 1e12);
});
beforeEach(async () => {
  cookie = await server.cookieOf(owner);
});
afterAll(() => server.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(server.url + path, { headers: { Cookie: cookie, ...headers }, redirect: 'manual' });

/** What a client gets that is no browser: any method, and headers as they are. */
const raw = (method: string, path: string) =>
  new Promise<number>((resolve, reject) => {
    const asked = request(server.url + path, { method }, response => {
      response.resume();
      resolve(response.statusCode!);
    });
    asked.once('error', reject).end();
  });

describe('an answer', () => {
  test('is kept by no browser or proxy, whether it is a page, data, a file, a redirect or an error', async () => {
    const paths = [
      '/en/class/',
      '/api/class/',
      `/en/class/${klass}/grades.csv/`,
      '/class/',
      '/en/class/nothing/',
      '/healthz',
      '/metrics',
    ];
    for (const path of paths) {
      const { headers } = await get(path);
      expect(headers.get('cache-control'), path).toBe('no-store');
      expect(headers.get('referrer-policy'), path).toBe('same-origin');
      expect(headers.get('access-control-allow-origin'), path).toBeNull();
    }
  });

  test('that is a file is named by us and is no page, whatever stands in it', async () => {
    for (const [path, file] of [
      [`/en/class/${klass}/grades.csv/`, 'grades.csv'],
      [`/en/class/${klass}/roster.csv/?file=x.html`, 'roster.csv'],
    ] as const) {
      const { headers } = await get(path);
      expect(headers.get('content-disposition')).toBe(`attachment; filename="${file}"`);
      expect(headers.get('content-type')).toMatch(/^text\/csv; ?charset=utf-8/i);
    }
  });

  test('is there for the methods of the table alone', async () => {
    for (const method of ['TRACE', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])
      expect([method, await raw(method, '/en/class/')]).toEqual([method, 405]);
    expect(await raw('GET', '/en/class/../../metrics')).not.toBe(200);
  });

  test('to a fault says nothing of it, and the log only where it was', async () => {
    const { sessions } = server.room.stores;
    const find = sessions.find.bind(sessions);
    sessions.find = () => Promise.reject(new Error('the-secret at /home/somebody'));
    const answer = await get('/api/class/');
    sessions.find = find;
    expect([answer.status, await answer.text()]).toEqual([500, '{"status":500}']);
    expect(lines.join('\n')).toContain('"event":"request failed"');
    expect(lines.join('\n')).not.toMatch(/the-secret|somebody/);
  });
});

describe('what is typed', () => {
  test('is kept and given back as it was, be it SQL or HTML to others', async () => {
    const page = await new Visitor(server.url, cookie).get(`/en/class/${klass}/`);
    expect(page.view).toMatchObject({ page: 'board', klass: { name: NAME } });
    await new Visitor(server.url).post('/en/class/join/', { code, name: NAME });
    expect(await server.room.stores.roster.members(klass, 'pupil')).toMatchObject([{ name: NAME }]);
  });

  test('changes nothing that its form does not have: no role, no class, no time, no prototype', async () => {
    const visitor = new Visitor(server.url);
    const more = { role: 'owner', site: 'owner', 'constructor.prototype.role': 'owner', classId: 'x' };
    await visitor.post('/en/class/join/', { code, name: 'Mallory', ...more, ['__proto__']: 'x' });
    const { userId } = (await server.room.stores.roster.members(klass)).find(({ name }) => name === 'Mallory')!;
    expect(await server.room.stores.people.byId(userId)).toMatchObject({ role: 'pupil', passwordHash: null });
    expect(({} as Record<string, unknown>)['role']).toBeUndefined();

    const event = { id: 'event-of-mallory', device: 'device-of-mallory', counter: 1, lesson: 'echo', kind: 'draft' };
    const forged = { ...event, madeAt: 1, body: { files: {}, more: 1 }, userId: owner.id, classId: 'x', receivedAt: 1 };
    await visitor.send(`/api/class/${klass}/work`, { events: [forged] });
    const [stored] = await server.room.stores.work.of(klass, userId);
    expect(stored).toMatchObject({ userId, classId: klass, receivedAt: clock.at, body: { files: {} } });
    expect(stored!.body).not.toHaveProperty('more');
  });

  test('does not keep the grading machine from others: a pupil hands in so many in an hour', async () => {
    const visitor = new Visitor(server.url);
    await visitor.post('/en/class/join/', { code, name: 'Eager' });
    const { userId } = (await server.room.stores.roster.members(klass)).find(({ name }) => name === 'Eager')!;
    const body = { files: {}, report: { passed: true, total: 0, results: [], seed: '' } };
    const common = { device: 'device-of-an-eager-one', lesson: 'echo', kind: 'check', madeAt: 1, body };
    for (let counter = 0; counter <= HANDED_IN_AN_HOUR; counter += 67) {
      const events = Array.from({ length: 67 }, (_, at) => ({
        ...common,
        id: `eager-${counter + at}`.padEnd(16, '-'),
        counter: counter + at,
      }));
      const { stored } = (await (await visitor.send(`/api/class/${klass}/work`, { events })).json()) as {
        stored: string[];
      };
      // What is over the limit waits in the browser, with all that follows it.
      expect(stored).toHaveLength(Math.min(67, HANDED_IN_AN_HOUR - counter));
      const rest = events.slice(stored.length);
      if (rest.length > 0) expect((await visitor.send(`/api/class/${klass}/work`, { events: rest })).status).toBe(429);
    }
    const handedIn = await server.room.stores.submissions.list({ classId: klass, userId });
    expect(handedIn).toHaveLength(HANDED_IN_AN_HOUR);
  });

  test('stands in no line of the log, and no one’s id does', async () => {
    const members = await server.room.stores.roster.members(klass);
    expect(lines.length).toBeGreaterThan(10);
    const secrets = [NAME, 'Mallory', code, klass, owner.id, ...members.map(({ userId }) => userId), cookie];
    for (const secret of secrets) expect(lines.join('\n')).not.toContain(secret);
  });
});

describe('a session', () => {
  test('is held by https to https, where a proxy speaks it for us', async () => {
    const headers = {
      'X-Forwarded-Proto': 'https',
      'Content-Type': 'application/x-www-form-urlencoded',
      Origin: server.url.replace('http:', 'https:'),
    };
    const body = new URLSearchParams({ code, name: 'Secure' });
    const answer = await fetch(`${server.url}/en/class/join/`, { method: 'POST', headers, body });
    expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000');
    const set = answer.headers.getSetCookie();
    expect(set.find(one => one.startsWith('__Host-class='))).toMatch(/; Path=\/; .*SameSite=Lax; HttpOnly; Secure$/);
    expect(set.every(one => one.endsWith('; Secure'))).toBe(true);
  });

  test('ends after 12 hours without a request, and after 30 days with as many as one likes', async () => {
    const status = async () => (await get('/api/class/')).status;
    clock.at += 12 * HOUR - 1;
    expect(await status()).toBe(200);
    clock.at += 12 * HOUR;
    expect(await status()).toBe(401);
    cookie = await server.cookieOf(owner);
    const statuses: number[] = [];
    for (let left = 72; left > 0; left--) {
      clock.at += 10 * HOUR;
      statuses.push(await status());
    }
    expect([new Set(statuses.slice(0, -1)), statuses.at(-1)]).toEqual([new Set([200]), 401]);
  });

  test('ends with a log-out, for whoever has kept its cookie too', async () => {
    const visitor = new Visitor(server.url, cookie);
    const kept = cookie;
    await visitor.post('/en/class/log-out/');
    expect((await new Visitor(server.url, kept).get('/en/class/account/')).status).toBe(303);
  });
});
