import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { serveClass, type ClassServer } from '../../../testing/class-server.ts';
import type { User } from '../data/index.server.ts';
import { ROUTES } from './routes.ts';

/** Everybody there is, in the order of the columns below. */
const ROLES = ['nobody', 'owner', 'teacher', 'assistant', 'pupil', 'other teacher', 'other pupil'] as const;
type Role = (typeof ROLES)[number];

/**
 * What becomes of each request, written out by hand: `+` it is carried out, `l` log in first, `-` may not, `0` there is
 * nothing here. The owner of the server is in none of the two classes.
 */
const EXPECTED: Readonly<Record<string, string>> = {
  'GET /healthz': '+ + + + + + +',
  'GET /metrics': 'l + - - - - -',
  'GET /lti/keys': '+ + + + + + +',
  'GET /lti/login': '+ + + + + + +',
  'POST /lti/login': '+ + + + + + +',
  'POST /lti/launch': '+ + + + + + +',
  'POST /lti/choose': '+ + + + + + +',
  'GET /class/': '+ + + + + + +',
  'GET /:lang/class/': '+ + + + + + +',
  'GET /:lang/class/set-up/': '+ + + + + + +',
  'POST /:lang/class/set-up/': '+ + + + + + +',
  'GET /:lang/class/invited/': '+ + + + + + +',
  'POST /:lang/class/invited/': '+ + + + + + +',
  'GET /:lang/class/log-in/': '+ + + + + + +',
  'POST /:lang/class/log-in/': '+ + + + + + +',
  'POST /:lang/class/log-out/': 'l + + + + + +',
  'GET /:lang/class/join/': '+ + + + + + +',
  'POST /:lang/class/join/': '+ + + + + + +',
  'GET /:lang/class/return/': '+ + + + + + +',
  'POST /:lang/class/return/': '+ + + + + + +',
  // Of no university: there is nothing.
  'GET /class/university/': '0 0 0 0 0 0 0',
  'GET /:lang/class/university/': '0 0 0 0 0 0 0',
  'GET /:lang/class/university/failed/': '0 0 0 0 0 0 0',
  'GET /:lang/class/university/log-out/': '0 0 0 0 0 0 0',
  'POST /api/class/passkeys/challenge': '+ + + + + + +',
  'POST /api/class/passkeys/log-in': '+ + + + + + +',
  'POST /api/class/passkeys/offer': 'l + + + - + -',
  'POST /api/class/passkeys/add': 'l + + + - + -',
  'POST /:lang/class/account/passkeys/': 'l + + + - + -',
  'GET /:lang/class/people/': 'l + - - - - -',
  'POST /:lang/class/people/': 'l + - - - - -',
  'POST /:lang/class/people/:user/dismiss/': 'l + - - - - -',
  'POST /:lang/class/people/:user/reset/': 'l + - - - - -',
  'GET /:lang/class/account/': 'l + + + - + -',
  'POST /:lang/class/account/': 'l + + + - + -',
  'GET /api/class/': 'l + + + + + +',
  'POST /api/class/:class/work': 'l 0 - - + 0 0',
  'POST /:lang/class/new/': 'l + + + - + -',
  'GET /:lang/class/:class/': 'l 0 + + + 0 0',
  'GET /:lang/class/:class/projector/': 'l 0 + + - 0 0',
  'GET /:lang/class/:class/live/': 'l 0 + + - 0 0',
  'GET /:lang/class/:class/grades.csv/': 'l 0 + + - 0 0',
  'GET /:lang/class/:class/roster.csv/': 'l 0 + - - 0 0',
  'POST /:lang/class/:class/roster/': 'l 0 + - - 0 0',
  'GET /:lang/class/:class/settings/': 'l 0 + - - 0 0',
  'POST /:lang/class/:class/settings/': 'l 0 + - - 0 0',
  'POST /:lang/class/:class/platform/': 'l 0 + - - 0 0',
  'POST /:lang/class/:class/delete/': 'l 0 + - - 0 0',
  'GET /:lang/class/:class/pupils/:pupil/': 'l 0 + + - 0 0',
  'POST /:lang/class/:class/pupils/:pupil/comment/': 'l 0 + + - 0 0',
  'POST /:lang/class/:class/pupils/:pupil/override/': 'l 0 + - - 0 0',
  'POST /:lang/class/:class/pupils/:pupil/grade-again/': 'l 0 + - - 0 0',
  'POST /:lang/class/:class/pupils/:pupil/phrase/': 'l 0 + - - 0 0',
  'POST /:lang/class/:class/pupils/:pupil/delete/': 'l 0 + - - 0 0',
  'GET /:lang/class/:class/pupils/:pupil/all-held/': 'l 0 + - - 0 0',
};

/** An event of the pupil whom requests are about, to comment on. */
const STEP = 'event-of-the-pupil';
/** What makes a form whole where an empty one would be told from a forbidden one only by words. */
const FORMS: Readonly<Record<string, Record<string, string>>> = {
  'POST /:lang/class/:class/pupils/:pupil/comment/': { lesson: 'echo', step: STEP },
  'POST /:lang/class/:class/pupils/:pupil/grade-again/': { submission: STEP },
};

let server: ClassServer;
let people: Partial<Record<Role, User>>;
let ids: Record<string, string>;

beforeAll(async () => {
  server = await serveClass();
  const { stores } = server.room;
  const make = (name: string, role: User['role']): Promise<User> => stores.people.create({ name, role });
  const owner = (await stores.people.createFirstOwner({ name: 'Owner' }))!;
  const [teacher, assistant, other, spare] = await Promise.all(
    ['Teacher', 'Assistant', 'Other', 'Spare'].map(name => make(name, 'teacher')),
  );
  const klass = await stores.classes.create(teacher!.id, { name: 'Ours' });
  const elsewhere = await stores.classes.create(other!.id, { name: 'Theirs' });
  await stores.roster.add(teacher!.id, klass.id, assistant!.id, 'assistant');
  const joins = async (classId: string, name: string): Promise<User> => {
    const { userId } = await stores.roster.addPupil(undefined, classId, { name, phraseHash: null });
    return (await stores.people.byId(userId))!;
  };
  const pupil = await joins(klass.id, 'Pupil');
  const subject = await joins(klass.id, 'Subject');
  await stores.work.append(klass.id, subject.id, [
    { id: STEP, device: 'device', counter: 1, lesson: 'echo', kind: 'draft', madeAt: 0, body: { files: {} } },
  ]);
  const handedIn = { id: STEP, classId: klass.id, userId: subject.id, lesson: 'echo', files: {}, claimed: null };
  await stores.submissions.add(handedIn);
  people = {
    owner,
    teacher: teacher!,
    assistant: assistant!,
    pupil,
    'other teacher': other!,
    'other pupil': await joins(elsewhere.id, 'Stranger'),
  };
  ids = { lang: 'en', class: klass.id, pupil: subject.id, user: spare!.id };
});
afterAll(() => server.close());

async function outcome(role: Role, method: string, path: string): Promise<string> {
  const user = people[role];
  const name = `${method} ${path}`;
  const headers: Record<string, string> = { Origin: server.url };
  if (user) headers['Cookie'] = await server.cookieOf(user);
  const isJson = path.startsWith('/api/') && method === 'POST';
  if (isJson) headers['Content-Type'] = 'application/json';
  const form = isJson ? '{}' : new URLSearchParams(FORMS[name]);
  // Whoever has been dismissed cannot be sent a new password.
  const inPath = name.endsWith('/reset/') ? { ...ids, user: people['other teacher']!.id } : ids;
  const address = server.url + path.replaceAll(/:(\w+)/g, (_, part: string) => inPath[part]!);
  const stop = new AbortController();
  const init = { method, headers, redirect: 'manual', signal: stop.signal } as const;
  const response = await fetch(address, method === 'POST' ? { ...init, body: form } : init);
  stop.abort(); // a live board would go on
  if (response.headers.get('location')?.includes('/log-in/')) return 'l';
  return { 401: 'l', 403: '-', 404: '0' }[response.status] ?? (response.status < 500 ? '+' : `${response.status}`);
}

test('every route has a line in the table of what is expected, and no line is of a route that is gone', () => {
  expect(Object.keys(EXPECTED)).toEqual(ROUTES.map(({ method, path }) => `${method} ${path}`));
});

describe('each role may do at', () => {
  test.each(ROUTES.map(({ method, path }) => [`${method} ${path}`, method, path] as const))(
    '%s what the table says',
    async (name, method, path) => {
      const outcomes: string[] = [];
      for (const role of ROLES) outcomes.push(await outcome(role, method, path));
      expect(outcomes.join(' ')).toBe(EXPECTED[name]);
    },
  );
});

test('a write that no page of this site has sent is refused, whoever is logged in', async () => {
  const headers = { Cookie: await server.cookieOf(people['teacher']!) };
  const to = `${server.url}/en/class/new/`;
  const body = new URLSearchParams({ name: 'Forged' });
  const sources: Record<string, string>[] = [
    {},
    { Origin: 'null' },
    { Origin: 'http://elsewhere.example' },
    { Origin: server.url, 'Sec-Fetch-Site': 'cross-site' },
    { Origin: server.url.replace('http:', 'https:') },
  ];
  for (const source of sources) {
    const { status } = await fetch(to, { method: 'POST', headers: { ...headers, ...source }, body });
    expect(status, JSON.stringify(source)).toBe(403);
  }
});
