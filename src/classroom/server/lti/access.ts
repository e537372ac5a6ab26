import { randomUUID } from 'node:crypto';
import { z } from 'zod';

import type { LtiPlatform } from '../../data/index.server.ts';
import { askPlatform, askWell, mustBeOf, PlatformFault, type Told } from './fetch.ts';
import type { ToolKey } from './key.ts';

/** Ms before its end from which an access token is no longer used. */
const MARGIN = 60_000;
const MOST_HELD = 500;

const answer = z.object({
  access_token: z.string().min(1),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.number().positive().default(300),
});

/** Access tokens of platforms, kept while they hold. */
export class Access {
  readonly #key: ToolKey;
  readonly #now: () => number;
  readonly #held = new Map<string, { token: string; until: number }>();

  constructor(key: ToolKey, now: () => number) {
    this.#key = key;
    this.#now = now;
  }

  /** Asks a platform's service with a token for `scope`, with a new one where it no longer takes the one kept. */
  async ask(platform: LtiPlatform, scope: string, address: string, init: RequestInit = {}): Promise<Told> {
    mustBeOf(platform, address);
    const once = async (): Promise<Told> => {
      const headers = { ...init.headers, Authorization: `Bearer ${await this.#token(platform, scope)}` };
      return askPlatform(platform, address, { ...init, headers });
    };
    const told = await once();
    if (told.status !== 401) return told;
    this.#held.delete(nameOf(platform, scope));
    return once();
  }

  async #token(platform: LtiPlatform, scope: string): Promise<string> {
    const name = nameOf(platform, scope);
    const held = this.#held.get(name);
    if (held && held.until > this.#now()) return held.token;
    const now = this.#now();
    const { access_token: token, expires_in: seconds } = await this.#newToken(platform, scope, now);
    if (this.#held.size >= MOST_HELD) this.#held.clear();
    this.#held.set(name, { token, until: now + seconds * 1000 - MARGIN });
    return token;
  }

  /** OAuth's client credentials, with a JWT in place of a secret (RFC 7523, 2.2; Security Framework 1.0, 4.1.1). */
  async #newToken(platform: LtiPlatform, scope: string, now: number): Promise<z.infer<typeof answer>> {
    const { clientId, tokenUrl } = platform;
    const claims = { iss: clientId, sub: clientId, aud: tokenUrl, jti: randomUUID() };
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await this.#key.sign(claims, now),
      scope,
    });
    const { text } = await askWell(platform, tokenUrl, { method: 'POST', body });
    const read = answer.safeParse(jsonIn(text));
    if (!read.success) throw new PlatformFault('no-token');
    return read.data;
  }
}

const nameOf = ({ id }: LtiPlatform, scope: string): string => `${id} ${scope}`;

/** What stands in an answer; undefined where that is no JSON. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
