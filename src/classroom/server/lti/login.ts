import { z } from 'zod';

import type { LtiPlatform } from '../../data/index.server.ts';
import type { Ask } from '../http/ask.ts';
import { cookieIn, setCookie } from '../http/cookies.ts';
import { newToken, tokenHash } from '../tokens.ts';
import { Refused } from './refused.ts';

const PURPOSE = 'lti-state';
/** Ms in which somebody logs in at their platform on the way. */
const HOLDS = 10 * 60_000;

/** What a platform begins a launch with (Security Framework 1.0, 5.1.1.1; LTI 1.3, 4.1). None of it is signed. */
const begun = z.object({
  iss: z.string().min(1).max(500),
  login_hint: z.string().min(1).max(4000),
  target_link_uri: z.string().min(1).max(2000),
  client_id: z.string().max(500).optional(),
  lti_message_hint: z.string().max(8000).optional(),
  lti_deployment_id: z.string().max(255).optional(),
});
export type Begun = z.infer<typeof begun>;

/** What is remembered of a launch from its beginning to its end; in the database, so that it ends at whichever process. */
const state = z.object({ platformId: z.string(), nonce: z.string(), target: z.string(), browser: z.string() });
export type State = z.infer<typeof state>;

export const LAUNCH_PATH = '/lti/launch';
/** A target of its own for choosing lessons: that takes place in the platform's own frame, which waits for the answer. */
export const CHOOSE_PATH = '/lti/choose';

/** The address of this site as the browser knows it. */
export function originOf({ secure, request }: Ask): string {
  return `${secure ? 'https' : 'http'}://${request.headers.host ?? ''}`;
}

/** What a platform has begun with, and the platform. Rejects with `Refused`. */
export async function begunBy(ask: Ask): Promise<{ begun: Begun; platform: LtiPlatform }> {
  const given = ask.request.method === 'POST' ? await ask.form() : Object.fromEntries(ask.query);
  const read = begun.safeParse(given);
  if (!read.success) throw new Refused('message');
  const { iss, client_id: client, lti_deployment_id: deployment } = read.data;
  const known = await ask.room.stores.lti.ofIssuer(iss);
  const [platform, ...others] = client === undefined ? known : known.filter(({ clientId }) => clientId === client);
  if (!platform || others.length > 0) throw new Refused('platform');
  if (deployment !== undefined && !platform.deployments.includes(deployment)) throw new Refused('deployment');
  return { begun: read.data, platform };
}

/** Where a launch wants to go, on this site. Rejects with `Refused`. */
export function targetOf(ask: Ask, address: string): URL {
  const url = URL.parse(address);
  if (!url || url.origin !== originOf(ask) || ![LAUNCH_PATH, CHOOSE_PATH].includes(url.pathname))
    throw new Refused('target');
  return url;
}

/** Where the browser goes to be told who it is, and the cookie by which it is known again when it comes back. */
export async function sentOn(
  ask: Ask,
  { begun: asked, platform }: { begun: Begun; platform: LtiPlatform },
): Promise<{ to: string; cookies: string[] }> {
  const { stores, now } = ask.room;
  const browser = cookieIn(ask.request.headers.cookie, cookieName(ask.secure)) ?? newToken();
  const [key, nonce] = [newToken(), newToken()];
  const { id: platformId } = platform;
  const kept: State = { platformId, nonce, target: asked.target_link_uri, browser: tokenHash(browser) };
  await stores.tickets.put(PURPOSE, key, kept, now() + HOLDS);
  const to = new URL(platform.authUrl);
  const query = {
    ...{ scope: 'openid', response_type: 'id_token', response_mode: 'form_post', prompt: 'none' },
    ...{ client_id: platform.clientId, redirect_uri: originOf(ask) + LAUNCH_PATH, login_hint: asked.login_hint },
    ...(asked.lti_message_hint !== undefined && { lti_message_hint: asked.lti_message_hint }),
    ...{ state: key, nonce },
  };
  for (const [name, value] of Object.entries(query)) to.searchParams.set(name, value);
  const options = { maxAge: HOLDS / 1000, secure: ask.secure, crossSite: true };
  return { to: to.href, cookies: [setCookie(cookieName(ask.secure), browser, options)] };
}

/** What was begun in this very browser; taken, so that it ends once. Rejects with `Refused`. */
export async function stateOf(ask: Ask, key: string): Promise<State> {
  const taken = state.safeParse(await ask.room.stores.tickets.take(PURPOSE, key));
  if (!taken.success) throw new Refused('state');
  const browser = cookieIn(ask.request.headers.cookie, cookieName(ask.secure));
  if (browser === undefined || tokenHash(browser) !== taken.data.browser) throw new Refused('browser');
  return taken.data;
}

function cookieName(secure: boolean): string {
  return secure ? '__Host-lti' : 'lti';
}
