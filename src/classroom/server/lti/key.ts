import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  type JWK,
  type JWTPayload,
} from 'jose';

import type { Json, Stores } from '../../data/index.server.ts';

const SETTING = 'lti.key';
const ALG = 'RS256';
/** Ms that what we sign holds: a platform reads it at once. */
const HOLDS = 5 * 60_000;

/** This tool's own key, one for all processes: made when it is first needed, RSA of 2048 bits (Security Framework 1.0, 5). */
export class ToolKey {
  readonly #stores: Stores;
  #jwk: Promise<JWK> | undefined;

  constructor(stores: Stores) {
    this.#stores = stores;
  }

  /** What platforms check our signatures by (RFC 7517, 5), without what is secret. */
  async publicSet(): Promise<{ keys: JWK[] }> {
    const { kty, n, e, kid } = await this.#held();
    return { keys: [{ kty: kty!, n: n!, e: e!, kid: kid!, alg: ALG, use: 'sig' }] };
  }

  /** A JWT of ours with `claims`, good for minutes from `now` (ms). */
  async sign(claims: JWTPayload, now: number): Promise<string> {
    const jwk = await this.#held();
    const token = new SignJWT(claims).setProtectedHeader({ alg: ALG, kid: jwk.kid!, typ: 'JWT' });
    const at = new Date(now);
    return token
      .setIssuedAt(at)
      .setExpirationTime(new Date(now + HOLDS))
      .sign(await importJWK(jwk, ALG));
  }

  #held(): Promise<JWK> {
    this.#jwk ??= this.#read().catch((error: unknown) => {
      this.#jwk = undefined;
      throw error;
    });
    return this.#jwk;
  }

  async #read(): Promise<JWK> {
    const held = (await this.#stores.settings.get(SETTING)) as JWK | undefined;
    if (held) return held;
    const made = (await newKey()) as Json;
    return (await this.#stores.settings.getOrMake(SETTING, () => made)) as JWK;
  }
}

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(ALG, { extractable: true, modulusLength: 2048 });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, kid: await calculateJwkThumbprint(jwk) };
}
