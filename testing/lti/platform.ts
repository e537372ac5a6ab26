import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWK, type JWTPayload } from 'jose';

import { claimsOf } from './messages.ts';
import { Services, type PlatformUser } from './services.ts';

const ROLE = 'http://purl.imsglobal.org/vocab/lis/v2/membership#';

/** What a token is made of, for a test to change before it is signed. */
export interface Draft {
  header: { alg: string; kid: string; typ?: string };
  claims: JWTPayload;
  key: CryptoKey | Uint8Array;
}

const USERS: PlatformUser[] = [
  { id: 'teacher', name: 'Ms Kim', roles: [`${ROLE}Instructor`] },
  { id: 'pupil', name: '민수', roles: [`${ROLE}Learner`] },
  { id: 'other', name: 'Ada', roles: ['Learner'] },
];

/** Kept: making one takes a busy computer seconds. */
let firstKey: ReturnType<typeof newKey> | undefined;

/** A platform at which `tool` is registered, in deployment `1`, with one course and a link with its column in it. */
export async function startPlatform(tool: string, clientId = 'tool-at-platform'): Promise<PlatformDouble> {
  const key = await (firstKey ??= newKey('key-1'));
  let double: PlatformDouble | undefined;
  const server = createServer((request, response) => {
    double!.respond(request, response).catch((error: Error) => response.writeHead(400).end(error.message));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const users = new Map(USERS.map(user => [user.id, user]));
  return (double = new PlatformDouble({ url, tool, clientId, users }, key, server));
}

type Key = Awaited<ReturnType<typeof newKey>>;
interface Registered {
  url: string;
  tool: string;
  clientId: string;
  users: Map<string, PlatformUser>;
}

/** A learning platform: a server with keys of its own, which refuses what a real one refuses. */
export class PlatformDouble extends Services {
  readonly url: string;
  readonly clientId: string;
  readonly users: Map<string, PlatformUser>;
  /** Of its first key, which others have too. */
  readonly publicJwk: JWK;
  /** How often its keys were read. */
  keyReads = 0;
  /** Changes the next token. */
  forge: ((draft: Draft) => void | Promise<void>) | undefined;
  readonly #tool: string;
  readonly #server: Server;
  readonly #published: JWK[];
  #key: Key;

  constructor(registered: Registered, key: Key, server: Server) {
    super(registered);
    ({ url: this.url, clientId: this.clientId, users: this.users, tool: this.#tool } = registered);
    this.#key = key;
    this.#published = [key.jwk];
    this.publicJwk = key.jwk;
    this.#server = server;
  }

  /** What the owner of a tool registers. */
  get registration() {
    const { url, clientId } = this;
    return { issuer: url, clientId, authUrl: `${url}/auth`, tokenUrl: `${url}/token`, jwksUrl: `${url}/keys` };
  }

  /** What begins a launch of `user`, in the browser. */
  begin(user: string, target: string): Record<string, string> {
    return {
      ...{ iss: this.url, client_id: this.clientId, login_hint: user, target_link_uri: target, lti_deployment_id: '1' },
      lti_message_hint: JSON.stringify({ target }),
    };
  }

  /** Signs with another key from now on. */
  async rotate(): Promise<void> {
    this.#key = await newKey(`key-${this.#published.length + 1}`);
    this.#published.push(this.#key.jwk);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url!, this.url);
    const json = (value: object): void =>
      void response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
    if (pathname === '/keys') {
      this.keyReads++;
      return json({ keys: this.#published });
    }
    if (pathname !== '/auth') return this.answer(request, response);
    json({ id_token: await this.#idToken(searchParams), state: searchParams.get('state') });
  }

  /** OpenID Connect as the Security Framework has it, 5.1.1.2: everything that a platform has to look at. */
  async #idToken(asked: URLSearchParams): Promise<string> {
    const wanted = {
      ...{ scope: 'openid', response_type: 'id_token', response_mode: 'form_post', prompt: 'none' },
      ...{ client_id: this.clientId, redirect_uri: `${this.#tool}/lti/launch` },
    };
    for (const [name, value] of Object.entries(wanted))
      if (asked.get(name) !== value) throw new Error(`invalid_request: ${name}`);
    for (const name of ['state', 'nonce']) if ((asked.get(name) ?? '').length < 20) throw new Error(`short ${name}`);
    const user = this.users.get(asked.get('login_hint') ?? '');
    if (!user) throw new Error('login_required');
    const { target } = JSON.parse(asked.get('lti_message_hint') ?? '{}') as { target: string };
    const draft = this.#draft(user, target, asked.get('nonce')!);
    const { forge } = this;
    this.forge = undefined;
    await forge?.(draft);
    return signed(draft);
  }

  #draft({ id, name, roles }: PlatformUser, target: string, nonce: string): Draft {
    const now = Math.floor(Date.now() / 1000);
    return {
      header: { alg: 'RS256', kid: this.#key.jwk.kid!, typ: 'JWT' },
      claims: {
        ...{ iss: this.url, aud: this.clientId, sub: id, iat: now, exp: now + 300, nonce },
        ...(name !== undefined && { name, email: `${id}@school.example` }),
        ...claimsOf(this.url, roles, target),
      },
      key: this.#key.privateKey,
    };
  }
}

export async function newKey(kid: string): Promise<{ jwk: JWK; privateKey: CryptoKey }> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' }, privateKey };
}

/** Signed as its header says; without a signature for `none`. */
function signed({ header, claims, key }: Draft): Promise<string> | string {
  if (header.alg !== 'none') return new SignJWT(claims).setProtectedHeader(header).sign(key);
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part(header)}.${part(claims)}.`;
}
