import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT, type JWK } from 'jose';

/** What a client is to the double; `jwk` is the public key of one that signs, `secret` of one that does not. */
export interface Registered {
  client: string;
  redirect: string;
  secret?: string;
  jwk?: JWK;
}

/** How the double may be made to answer other than a provider should. */
export interface Spoiled {
  /** Its metadata. */
  metadata?: (metadata: Record<string, unknown>) => Record<string, unknown>;
  /** Where it sends the browser back to. */
  back?: (url: URL) => void;
  /** What its ID token says. */
  claims?: (claims: Record<string, unknown>) => Record<string, unknown>;
  /** Signs with a key that is not among its own. */
  forged?: boolean;
  /** Its UserInfo. */
  info?: (info: Record<string, unknown>) => Record<string, unknown>;
  /** Answers with 503 at these paths. */
  down?: string[];
}

interface Granted {
  nonce: string | null;
  challenge: string | null;
  redirect: string | null;
  person: Record<string, unknown>;
}

/** An OpenID provider: a real server, which signs real tokens and holds its clients to the protocol. */
export class UniversityDouble {
  /** Who is logged in there: `sub` and whatever else it says of them in its ID token. */
  person: Record<string, unknown> = { sub: '17', name: 'Kim Seo-yeon' };
  /** What it says of them in UserInfo alone. */
  info: Record<string, unknown> = {};
  spoiled: Spoiled = {};
  /** Paths that it was asked at. */
  readonly asked: string[] = [];
  readonly #clients: Registered[] = [];
  readonly #codes = new Map<string, Granted>();
  readonly #tokens = new Map<string, string>();
  readonly #own;
  readonly #foreign;
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  private constructor(own: Awaited<ReturnType<typeof newKey>>, foreign: Awaited<ReturnType<typeof newKey>>) {
    this.#own = own;
    this.#foreign = foreign;
  }

  static async start(): Promise<UniversityDouble> {
    const double = new UniversityDouble(await newKey(), await newKey());
    await double.listen(0);
    return double;
  }

  async listen(port: number): Promise<void> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get issuer(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  register(client: Registered): void {
    this.#clients.push(client);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** A browser whose user is logged in there follows `url`: where it is sent back to. */
  async visit(url: string): Promise<URL> {
    const { status, headers } = await fetch(url, { redirect: 'manual' });
    const back = headers.get('location');
    if (!back) throw new Error(`the provider answers ${status}`);
    return new URL(back);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url!, this.issuer);
    this.asked.push(url.pathname);
    const json = (body: object, status = 200) =>
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    if (this.spoiled.down?.includes(url.pathname)) return void response.writeHead(503).end('down');
    try {
      if (url.pathname === '/.well-known/openid-configuration') return void json(this.#metadata());
      if (url.pathname === '/jwks') return void json({ keys: [this.#own.jwk] });
      if (url.pathname === '/authorize')
        return void response.writeHead(302, { Location: this.#authorize(url.searchParams).href }).end();
      if (url.pathname === '/token') return void json(await this.#token(request));
      if (url.pathname === '/userinfo') return void json(this.#userInfo(request));
      response.writeHead(404).end();
    } catch (error) {
      json({ error: (error as Error).message }, 400);
    }
  }

  #metadata(): Record<string, unknown> {
    const at = (path: string) => this.issuer + path;
    const metadata = {
      issuer: this.issuer,
      authorization_endpoint: at('/authorize'),
      token_endpoint: at('/token'),
      jwks_uri: at('/jwks'),
      userinfo_endpoint: at('/userinfo'),
      end_session_endpoint: at('/logout'),
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['ES256'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
    };
    return this.spoiled.metadata?.(metadata) ?? metadata;
  }

  #authorize(asked: URLSearchParams): URL {
    const redirect = asked.get('redirect_uri');
    const known = this.#clients.find(one => one.client === asked.get('client_id') && one.redirect === redirect);
    need(known !== undefined, 'unknown client or redirect_uri');
    need(asked.get('response_type') === 'code', 'unsupported_response_type');
    need(asked.get('code_challenge_method') === 'S256', 'PKCE is needed');
    need(asked.get('scope')?.split(' ').includes('openid') ?? false, 'invalid_scope');
    const code = randomBytes(16).toString('hex');
    const [nonce, challenge] = [asked.get('nonce'), asked.get('code_challenge')];
    this.#codes.set(code, { nonce, challenge, redirect, person: this.person });
    const back = new URL(redirect!);
    back.search = new URLSearchParams({ code, state: asked.get('state') ?? '', iss: this.issuer }).toString();
    this.spoiled.back?.(back);
    return back;
  }

  async #token(request: IncomingMessage): Promise<object> {
    const sent = new URLSearchParams(await text(request));
    const client = await this.#clientOf(request, sent);
    const granted = this.#codes.get(sent.get('code') ?? '');
    this.#codes.delete(sent.get('code') ?? ''); // RFC 6749, 4.1.2: once
    need(granted !== undefined && granted.redirect === sent.get('redirect_uri'), 'invalid_grant');
    const hash = createHash('sha256')
      .update(sent.get('code_verifier') ?? '')
      .digest('base64url');
    need(hash === granted!.challenge, 'invalid_grant');
    const token = randomBytes(16).toString('hex');
    this.#tokens.set(token, granted!.person['sub'] as string);
    const id = await this.#sign({ ...granted!.person, ...(granted!.nonce && { nonce: granted!.nonce }), aud: client });
    return { access_token: token, token_type: 'Bearer', expires_in: 60, id_token: id };
  }

  #sign(claims: Record<string, unknown>): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const whole = { iss: this.issuer, iat: now, exp: now + 300, ...claims };
    const { privateKey, jwk } = this.spoiled.forged ? this.#foreign : this.#own;
    const header = { alg: 'ES256', kid: this.spoiled.forged ? this.#own.jwk.kid! : jwk.kid! };
    return new SignJWT(this.spoiled.claims?.(whole) ?? whole).setProtectedHeader(header).sign(privateKey);
  }

  /** The client that has shown who it is, by its secret (RFC 6749, 2.3.1) or a signature (RFC 7523, 2.2). */
  async #clientOf({ headers }: IncomingMessage, sent: URLSearchParams): Promise<string> {
    const [name, secret] = Buffer.from(headers.authorization?.replace(/^Basic /, '') ?? '', 'base64')
      .toString()
      .split(':')
      .map(part => decodeURIComponent(part.replaceAll('+', '%20')));
    const bySecret = this.#clients.find(
      one => one.secret !== undefined && one.client === name && one.secret === secret,
    );
    if (bySecret) return bySecret.client;
    const client = this.#clients.find(one => one.jwk !== undefined && one.client === sent.get('client_id'));
    need(client !== undefined, 'invalid_client');
    const keys = createLocalJWKSet({ keys: [client!.jwk!] });
    const audience = [this.issuer, `${this.issuer}/token`];
    await jwtVerify(sent.get('client_assertion')!, keys, { issuer: client!.client, subject: client!.client, audience });
    return client!.client;
  }

  #userInfo({ headers }: IncomingMessage): Record<string, unknown> {
    const sub = this.#tokens.get(headers.authorization?.replace(/^Bearer /, '') ?? '');
    need(sub !== undefined, 'invalid_token');
    const info = { sub, ...this.info };
    return this.spoiled.info?.(info) ?? info;
  }
}

function need(holds: boolean, error: string): void {
  if (!holds) throw new Error(error);
}

async function newKey(): Promise<{ privateKey: CryptoKey; jwk: JWK }> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const kid = randomBytes(8).toString('hex');
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } };
}
