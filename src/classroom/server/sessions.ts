import type { IncomingMessage } from 'node:http';

import type { SiteRole } from '../rules/roles.ts';
import type { Session, Stores, User } from '../data/index.server.ts';
import { cookieIn, setCookie } from './http/cookies.ts';
import type { Me } from './http/ask.ts';
import { newToken, tokenHash } from './tokens.ts';

const HOUR = 3_600_000;
/** Ms without a request until somebody has to log in again: a school's computer has others after them. */
const IDLE = 12 * HOUR;
/** Ms after which they have to in any case. */
const LONGEST = 30 * 24 * HOUR;
/** Ms that a session's last use may be noted late. */
const NOTED_AFTER = HOUR / 6;

/** That somebody is in a class, for the scripts of a lesson's page: nothing of a class is loaded where it is not there. */
export const MARK = 'in-class';

/** The name by which a browser itself refuses to have it set by http or another host (RFC 6265bis, 4.1.3.2). */
function cookieName(secure: boolean): string {
  return secure ? '__Host-class' : 'class';
}

/** Logs somebody in, with a new token whatever they had before; gives the cookies to set. */
export async function openSession(stores: Stores, user: User, secure: boolean, now: number): Promise<string[]> {
  const token = newToken();
  await stores.sessions.open({ tokenHash: tokenHash(token), userId: user.id, expiresAt: now + IDLE });
  return cookies(token, user.role, secure, LONGEST / 1000);
}

/** The cookies that take a session away from a browser. */
export function noCookies(secure: boolean): string[] {
  return cookies('', 'pupil', secure, 0);
}

function cookies(token: string, role: SiteRole, secure: boolean, maxAge: number): string[] {
  const mark = setCookie(MARK, role === 'pupil' ? '1' : '0', { maxAge, secure, readable: true });
  return [setCookie(cookieName(secure), token, { maxAge, secure }), mark];
}

/** Who is logged in with a request. */
export async function whoAsks(
  stores: Stores,
  request: IncomingMessage,
  secure: boolean,
  now: number,
): Promise<Me | undefined> {
  const token = cookieIn(request.headers.cookie, cookieName(secure));
  if (!token) return undefined;
  const found = await stores.sessions.find(tokenHash(token));
  if (!found || now >= found.session.createdAt + LONGEST) return undefined;
  await noteUse(stores, found.session, now);
  return { user: found.user, tokenHash: found.session.tokenHash };
}

async function noteUse(stores: Stores, session: Session, now: number): Promise<void> {
  if (Math.abs(now - session.seenAt) < NOTED_AFTER) return;
  await stores.sessions.touch(session.tokenHash, now + IDLE);
}
