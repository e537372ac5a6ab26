import * as oidc from 'openid-client';

import type { Lang } from '../../../i18n/strings.ts';
import type { Answer } from '../http/answer.ts';
import type { Ask } from '../http/ask.ts';
import { cookieIn, setCookie } from '../http/cookies.ts';
import { Problem } from '../http/problem.ts';
import { countTry } from '../limits.ts';
import { newToken } from '../tokens.ts';
import { personOf } from '../university/person.ts';
import type { Pending, University } from '../university/provider.ts';
import type { UniversityTrouble } from '../views.ts';
import { again, classPath, limited } from './common.ts';
import { enter, langWanted, logInView, nextIn } from './entrance.ts';

const PURPOSE = 'university';
/** Ms to log in elsewhere and come back. */
const PATIENCE = 10 * 60_000;

interface Begun extends Pending {
  lang: Lang;
  next: string;
}

function universityOf({ room: { university } }: Ask): University {
  if (!university) throw new Problem(404);
  return university;
}

/**
 * The cookie by which it is the same browser that comes back: else somebody could log others in as themselves (RFC 9700,
 * 4.7). One for all windows, so that two of them do not end each other's log-in.
 */
const cookieName = (secure: boolean): string => (secure ? '__Host-university' : 'university');

/** Sends somebody to their university. */
export async function goThere(ask: Ask): Promise<Answer> {
  const university = universityOf(ask);
  const { room, secure, query, address } = ask;
  if (originOf(ask) !== university.settings.site) return viaSite(ask, university);
  return limited(logInView(ask), async () => {
    await countTry(room.stores, 'university', { address });
    const begun = newBegun(ask.lang, nextIn(query.get('next') ?? ''));
    const browser = browserIn(ask) ?? newToken();
    let url: URL;
    try {
      url = await university.begin(begun);
    } catch (error) {
      return failed(ask, ask.lang, whyOf(error), error);
    }
    const { stores, now } = room;
    await stores.tickets.put(PURPOSE, `${browser} ${begun.state}`, { ...begun }, now() + PATIENCE);
    const cookie = setCookie(cookieName(secure), browser, { maxAge: PATIENCE / 1000, secure });
    return { to: url.href, cookies: [cookie] };
  });
}

function newBegun(lang: Lang, next: string): Begun {
  const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()];
  return { state, nonce, verifier, lang, next };
}

function browserIn({ request, secure }: Ask): string | undefined {
  const held = cookieIn(request.headers.cookie, cookieName(secure));
  return held !== undefined && /^[\w-]{43}$/.test(held) ? held : undefined;
}

function originOf({ secure, request }: Ask): string {
  return `${secure ? 'https' : 'http'}://${request.headers.host}`;
}

/** The provider sends people back to one address, where a cookie of another would not be. */
function viaSite(ask: Ask, { settings: { site } }: University): Answer {
  const query = new URLSearchParams({ next: nextIn(ask.query.get('next') ?? ''), moved: '1' });
  if (!ask.query.has('moved')) return { to: `${site}${classPath(ask, 'university')}?${query}` };
  ask.room.log('error', 'university log-in failed', {
    said: 'HANDSHAKE_URL or HANDSHAKE_PROXIES is not as it is reached',
  });
  return failed(ask, ask.lang, 'university-odd');
}

/** Whoever comes back from there: once for each time that they went, in the browser in which they did. */
export async function comeBack(ask: Ask): Promise<Answer> {
  const university = universityOf(ask);
  const { query, room, request } = ask;
  const [browser, state] = [browserIn(ask), query.get('state')];
  const key = `${browser} ${state}`;
  const begun = browser && state ? ((await room.stores.tickets.take(PURPOSE, key)) as Begun | undefined) : undefined;
  if (!begun) return failed(ask, langWanted(request), 'university-again');
  try {
    const claims = await university.finish(query, begun);
    const person = await personOf(room.stores, claims, university.settings.teachers);
    if (typeof person === 'string') return failed(ask, begun.lang, person);
    return await enter({ ...ask, lang: begun.lang }, person, begun.next || undefined);
  } catch (error) {
    return failed(ask, begun.lang, whyOf(error), error);
  }
}

/** What the provider's own answer, or none of it, tells whoever waits. */
function whyOf(error: unknown): UniversityTrouble {
  if (error instanceof oidc.AuthorizationResponseError) return 'university-refused';
  const isDown = error instanceof oidc.ClientError ? DOWN.includes(error.code ?? '') : isUnreachable(error);
  return isDown ? 'university-down' : 'university-odd';
}

/** `oauth4webapi`'s words for no answer in time, or one that is no answer. */
const DOWN = ['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'];

/** What `fetch` rejects with where there is no connection (Fetch, 5.6). */
function isUnreachable(error: unknown): boolean {
  return error instanceof TypeError && error.message === 'fetch failed';
}

/** A page of its own, without the code in its address. */
function failed({ room }: Ask, lang: Lang, why: UniversityTrouble, error?: unknown): Answer {
  if (error !== undefined && !(error instanceof oidc.AuthorizationResponseError)) {
    const { name, code } = error as Error & { code?: string };
    room.log('error', 'university log-in failed', { said: why, fault: code ?? name });
  }
  return { to: `/${lang}/class/university/failed/?why=${why}` };
}

const TROUBLES: readonly UniversityTrouble[] = [
  'university-again',
  'university-refused',
  'university-down',
  'university-odd',
  'university-nameless',
  'university-closed',
  'university-no-teacher',
];

/** The log-in page, with why the university's did not do: passwords go on. */
export function showFailed(ask: Ask): Promise<Answer> {
  universityOf(ask);
  const why = TROUBLES.find(one => one === ask.query.get('why')) ?? 'university-again';
  return Promise.resolve(again(logInView(ask), why));
}

/** Ends somebody's session with the university, too, where it offers that (OpenID Connect RP-Initiated Logout 1.0). */
export async function logOutThere(ask: Ask): Promise<Answer> {
  const ending = await universityOf(ask).ending();
  return { to: ending?.href ?? classPath(ask) };
}
