import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { isIP } from 'node:net';

import { isLoopback } from '../../environment/host-name.ts';
import { DataError, type Passkey, type Stores, type User } from '../data/index.server.ts';
import type { Ask, Me } from './http/ask.ts';

/** Ms that a browser gets to show a dialog and somebody to find their key. */
const CHALLENGE_HOLDS = 5 * 60_000;
/** COSE's numbers (RFC 9053) of what Node checks and authenticators have: EdDSA, ES256, RS256. */
const ALGORITHMS = [-8, -7, -257];

/** Where passkeys hold: they are bound to a name, and used at an origin (Web Authentication Level 3, 5.1.2). */
export interface Place {
  id: string;
  origin: string;
}

/**
 * Where the one who asks is, as far as passkeys are concerned; undefined where there can be none: by plain http, and at an
 * IP address, which is no relying party's name.
 */
export function passkeyPlace({ secure, request }: Pick<Ask, 'secure' | 'request'>): Place | undefined {
  const url = URL.parse(`${secure ? 'https' : 'http'}://${request.headers.host}`);
  if (!url || isIP(url.hostname.replaceAll(/[[\]]/g, '')) !== 0) return undefined;
  return secure || isLoopback(url.hostname) ? { id: url.hostname, origin: url.origin } : undefined;
}

/** What a challenge was made for. */
const [ADD, LOG_IN] = ['passkey.add', 'passkey.log-in'] as const;

interface Desk {
  stores: Stores;
  place: Place;
  now: number;
}

/** What a browser needs to make a key for somebody; its challenge is good once, in this session of theirs. */
export async function offerOf(
  { stores, place, now }: Desk,
  { user, tokenHash }: Me,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const held = await stores.passkeys.of(user.id);
  const options = await generateRegistrationOptions({
    rpName: 'Handshake',
    rpID: place.id,
    userID: new Uint8Array(Buffer.from(user.id)),
    userName: user.name,
    userDisplayName: user.name,
    timeout: CHALLENGE_HOLDS,
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: held.map(({ id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await stores.tickets.put(ADD, options.challenge, { tokenHash }, now + CHALLENGE_HOLDS);
  return options;
}

/** The key that a browser has made for somebody; undefined where it is not the one that was asked for, here and now. */
export async function newKeyOf(
  { stores, place }: Desk,
  { user, tokenHash }: Me,
  response: RegistrationResponseJSON,
): Promise<Pick<Passkey, 'id' | 'userId' | 'publicKey' | 'counter' | 'transports'> | undefined> {
  const { registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: async challenge => {
      const asked = await stores.tickets.take(ADD, challenge);
      return (asked as { tokenHash?: string } | undefined)?.tokenHash === tokenHash;
    },
    expectedOrigin: place.origin,
    expectedRPID: place.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(unsound);
  if (!registrationInfo) return undefined;
  const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
  return { id, userId: user.id, publicKey: Buffer.from(publicKey).toString('base64url'), counter, transports };
}

/** What a browser needs to ask somebody for whichever key they have here. */
export async function challengeOf({ stores, place, now }: Desk): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const options = await generateAuthenticationOptions({
    rpID: place.id,
    timeout: CHALLENGE_HOLDS,
    userVerification: 'required',
  });
  await stores.tickets.put(LOG_IN, options.challenge, {}, now + CHALLENGE_HOLDS);
  return options;
}

/**
 * Whose key has answered a challenge of ours; undefined where it is nobody's, the challenge is used up, it was another
 * site's, nobody was asked for a finger or a PIN, or its counter has not grown, for a copy may be about (6.1.1).
 */
export async function ownerOf(
  { stores, place }: Desk,
  response: AuthenticationResponseJSON,
): Promise<User | undefined> {
  const key = await stores.passkeys.find(response.id);
  if (!key || userIdIn(response) !== key.userId) return undefined;
  const { id, counter, transports } = key;
  const publicKey = new Uint8Array(Buffer.from(key.publicKey, 'base64url'));
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: async challenge => (await stores.tickets.take(LOG_IN, challenge)) !== undefined,
    expectedOrigin: place.origin,
    expectedRPID: place.id,
    requireUserVerification: true,
    credential: { id, publicKey, counter, transports },
  }).catch(unsound);
  if (!('authenticationInfo' in verified) || !verified.verified) return undefined;
  const isNewer = await stores.passkeys.use(id, verified.authenticationInfo.newCounter);
  return isNewer ? stores.people.byId(key.userId) : undefined;
}

/** The user whom an authenticator says its key is of; a key that can be found without a name has one (7.2, step 6). */
function userIdIn({ response }: AuthenticationResponseJSON): string {
  return Buffer.from(response.userHandle ?? '', 'base64url').toString();
}

/** The library throws whatever is wrong with an answer, which is anybody's; what the database rejects with goes on. */
function unsound(error: unknown): { verified: false; registrationInfo?: undefined } {
  if (error instanceof DataError) throw error;
  return { verified: false };
}
