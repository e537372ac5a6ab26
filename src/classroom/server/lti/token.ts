import { createRemoteJWKSet, customFetch, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';

import type { LtiPlatform } from '../../data/index.server.ts';
import { askPlatform, PlatformFault } from './fetch.ts';
import { Refused, type Refusal } from './refused.ts';

/** Seconds that a platform's clock may differ from ours. */
const SKEW = 60;
/** Seconds from when a token is signed until a browser has brought it. */
const LONGEST_WAY = 600;

/** Platforms' public keys, read where they are registered, kept, and read again for a key that is not among them. */
export class PlatformKeys {
  readonly #sets = new Map<string, JWTVerifyGetKey>();
  readonly #cooldown: number;

  /** `cooldown`: ms between two reads for keys that nobody has, or strangers could have us ask for ever. */
  constructor(cooldown = 30_000) {
    this.#cooldown = cooldown;
  }

  of(platform: LtiPlatform): JWTVerifyGetKey {
    const held = this.#sets.get(platform.jwksUrl);
    if (held) return held;
    const read = async (address: string): Promise<Response> => {
      const { status, text } = await askPlatform(platform, address);
      return new Response(text, { status });
    };
    const options = { cooldownDuration: this.#cooldown, [customFetch]: read };
    const set = createRemoteJWKSet(new URL(platform.jwksUrl), options);
    this.#sets.set(platform.jwksUrl, set);
    return set;
  }
}

/**
 * The claims of a platform's token, signed by it with RS256, for us, now and in answer to `nonce` (1EdTech Security Framework
 * 1.0, 5.1.3). Rejects with `Refused`.
 */
export async function claimsIn(
  token: string,
  { platform, keys, nonce, now }: { platform: LtiPlatform; keys: PlatformKeys; nonce: string; now: number },
): Promise<JWTPayload> {
  const payload = await verified(token, platform, keys, now);
  // Who else it is for has to know who asked for it.
  const { aud, azp } = payload;
  if ((Array.isArray(aud) && aud.length > 1 && azp === undefined) || (azp !== undefined && azp !== platform.clientId))
    throw new Refused('audience');
  if (payload['nonce'] !== nonce) throw new Refused('nonce');
  return payload;
}

async function verified(token: string, platform: LtiPlatform, keys: PlatformKeys, now: number): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys.of(platform), {
      issuer: platform.issuer,
      audience: platform.clientId,
      algorithms: ['RS256'],
      clockTolerance: SKEW,
      maxTokenAge: LONGEST_WAY,
      requiredClaims: ['exp', 'iat', 'nonce'],
      currentDate: new Date(now),
    });
    return payload;
  } catch (error) {
    throw new Refused(refusalOf(error));
  }
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof PlatformFault || error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid)
    return 'keys';
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'aud') return 'audience';
    if (error.claim === 'iss') return 'platform';
    return error.claim === 'nonce' ? 'nonce' : 'expired';
  }
  // What jose says of a set of keys that is none has no class of its own.
  if (error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC') return 'keys';
  return 'signature';
}
