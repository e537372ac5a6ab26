import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';

import { nameFrom } from '../../rules/names.ts';
import type { Answer } from '../http/answer.ts';
import { meIn, type Ask } from '../http/ask.ts';
import { Problem } from '../http/problem.ts';
import { countTry } from '../limits.ts';
import { challengeOf, newKeyOf, offerOf, ownerOf, passkeyPlace } from '../passkeys.ts';
import { isSecret } from '../passwords.ts';
import { openSession } from '../sessions.ts';
import { classPath } from './common.ts';
import { nextIn } from './entrance.ts';

/** Bytes of an authenticator's answer; an attestation with its certificates is the longest. */
const LONGEST = 32 * 1024;
/** Of one person. */
const MOST = 20;

/** What of an answer is ours to look at; the rest is the library's. */
const answer = z.looseObject({
  id: z.string().max(1400),
  response: z.looseObject({ userHandle: z.string().optional() }),
});
const offered = z.object({ password: z.string().max(1000) });
const added = z.object({ label: z.string(), response: answer });
const loggedIn = z.object({ next: z.string().default(''), response: answer });

async function read<T>(ask: Ask, schema: z.ZodType<T>): Promise<T> {
  const { data, success } = schema.safeParse(await ask.json(LONGEST));
  if (!success) throw new Problem(400);
  return data;
}

/** Where the one who asks is, with what passkeys need; 409 where there can be none. */
function deskOf(ask: Ask): Parameters<typeof offerOf>[0] {
  const place = passkeyPlace(ask);
  if (!place) throw new Problem(409);
  return { stores: ask.room.stores, place, now: ask.room.now() };
}

/** What a browser needs to make a key, for whoever knows their password: a session left open in a room is not enough. */
export async function offer(ask: Ask): Promise<Answer> {
  const me = meIn(ask);
  const { password } = await read(ask, offered);
  const desk = deskOf(ask);
  // Others log in elsewhere, which is where their keys are.
  if (me.user.passwordHash === null) throw new Problem(409);
  const forget = await countTry(desk.stores, 'log-in', { address: ask.address, name: me.user.id });
  if (!(await isSecret(password, me.user.passwordHash))) throw new Problem(422);
  await forget();
  if ((await desk.stores.passkeys.of(me.user.id)).length >= MOST) throw new Problem(409);
  return { json: await offerOf(desk, me) };
}

/** Keeps the key that a browser has made. */
export async function add(ask: Ask): Promise<Answer> {
  const me = meIn(ask);
  const { label: typed, response } = await read(ask, added);
  const desk = deskOf(ask);
  const label = nameFrom(typed);
  const key = label !== undefined && (await newKeyOf(desk, me, response as unknown as RegistrationResponseJSON));
  if (label === undefined || !key) throw new Problem(422);
  await desk.stores.transaction(async inside => {
    await inside.passkeys.add({ ...key, label });
    await inside.audit.append({ actor: me.user.id, action: 'passkey.add', subject: me.user.id });
  });
  return { json: {} };
}

export async function remove(ask: Ask): Promise<Answer> {
  const { user } = meIn(ask);
  const { key = '' } = await ask.form();
  await ask.room.stores.transaction(async inside => {
    await inside.passkeys.remove(user.id, key);
    await inside.audit.append({ actor: user.id, action: 'passkey.remove', subject: user.id });
  });
  return { to: classPath(ask, 'account') };
}

export async function challenge(ask: Ask): Promise<Answer> {
  const desk = deskOf(ask);
  await countTry(desk.stores, 'passkey', { address: ask.address });
  return { json: await challengeOf(desk) };
}

/** Logs a teacher in by a key alone; what was wrong with it is not told. */
export async function logIn(ask: Ask): Promise<Answer> {
  const { next, response } = await read(ask, loggedIn);
  const desk = deskOf(ask);
  const { stores, now } = desk;
  await countTry(stores, 'passkey', { address: ask.address });
  const user = await ownerOf(desk, response as unknown as AuthenticationResponseJSON);
  if (!user || user.role === 'pupil') throw new Problem(422);
  if (ask.me) await stores.sessions.close(ask.me.tokenHash);
  return { json: { to: nextIn(next) }, cookies: await openSession(stores, user, ask.secure, now) };
}
