import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWK, type JWTPayload } from 'jose';

import { createServices, type Services } from './services.ts';

const LTI = 'https://purl.imsglobal.org/spec/lti/claim/';
const AGS = 'https://purl.imsglobal.org/spec/lti-ags/';
const NRPS = 'https://purl.imsglobal.org/spec/lti-nrps/';
const ROLE = 'http://purl.imsglobal.org/vocab/lis/v2/membership#';

export interface PlatformUser {
  id: string;
  name?: string;
  roles: string[];
}

/** What a token is made of, for a test to change before it is signed. */
export interface Draft {
  header: { alg: string; kid: string; typ?: string };
  claims: JWTPayload;
  key: CryptoKey | Uint8Array;
}

/** A learning platform: a server with keys of its own, which refuses what a real one refuses. */
export interface PlatformDouble extends Services {
  url: string;
  clientId: string;
  /** What the owner of a tool registers. */
  registration: { issuer: string; clientId: string; authUrl: string; tokenUrl: string; jwksUrl: string };
  /** How often its keys were read. */
  keyReads: number;
  /** Of its key, which others may have too. */
  publicJwk: JWK;
  users: Map<string, PlatformUser>;
  /** Changes the next token. */
  forge: ((draft: Draft) => void | Promise<void>) | undefined;
  /** Signs with another key from now on. */
  rotate(): Promise<void>;
  /** What begins a launch of `user`, in the browser. */
  begin(user: string, target: string): Record<string, string>;
  close(): Promise<void>;
}

/** Kept: making one takes a busy computer seconds. */
let firstKey: ReturnType<typeof newKey> | undefined;

/** A platform at which `tool` is registered, in deployment `1`, with one course and a link with its column in it. */
export async function startPlatform(tool: string, clientId = 'tool-at-platform'): Promise<PlatformDouble> {
  let key = await (firstKey ??= newKey('key-1'));
  const published = [key.jwk];
  const users = new Map(
    [
      { id: 'teacher', name: 'Ms Kim', roles: [`${ROLE}Instructor`] },
      { id: 'pupil', name: '민수', roles: [`${ROLE}Learner`] },
      { id: 'other', name: 'Ada', roles: ['Learner'] },
    ].map(user => [user.id, user as PlatformUser]),
  );
  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => response.writeHead(400).end(error.message));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const services = createServices({ url, tool, clientId, users });

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url!, url);
    if (pathname === '/keys') {
      double.keyReads++;
      return void response
        .writeHead(200, { 'Content-Type': 'application/json' })
        .end(JSON.stringify({ keys: published }));
    }
    if (pathname !== '/auth') return services.answer(request, response);
    const form = { id_token: await idToken(searchParams), state: searchParams.get('state') };
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(form));
  };

  /** OpenID Connect as the Security Framework has it, 5.1.1.2: everything that a platform has to look at. */
  const idToken = async (asked: URLSearchParams): Promise<string> => {
    const wanted = {
      ...{ scope: 'openid', response_type: 'id_token', response_mode: 'form_post', prompt: 'none' },
      ...{ client_id: clientId, redirect_uri: `${tool}/lti/launch` },
    };
    for (const [name, value] of Object.entries(wanted))
      if (asked.get(name) !== value) throw new Error(`invalid_request: ${name}`);
    for (const name of ['state', 'nonce']) if ((asked.get(name) ?? '').length < 20) throw new Error(`short ${name}`);
    const user = users.get(asked.get('login_hint') ?? '');
    if (!user) throw new Error('login_required');
    const hint = JSON.parse(asked.get('lti_message_hint') ?? '{}') as { target: string };
    const now = Math.floor(Date.now() / 1000);
    const draft: Draft = {
      header: { alg: 'RS256', kid: key.jwk.kid!, typ: 'JWT' },
      claims: {
        ...{ iss: url, aud: clientId, sub: user.id, iat: now, exp: now + 300, nonce: asked.get('nonce')! },
        ...(user.name !== undefined && { name: user.name, email: `${user.id}@school.example` }),
        ...claimsFor(user, hint.target),
      },
      key: key.privateKey,
    };
    const { forge } = double;
    double.forge = undefined;
    await forge?.(draft);
    return signed(draft);
  };

  const claimsFor = ({ roles }: PlatformUser, target: string): JWTPayload => ({
    [`${LTI}version`]: '1.3.0',
    [`${LTI}deployment_id`]: '1',
    [`${LTI}roles`]: roles,
    [`${LTI}context`]: { id: 'course', title: 'Network security', label: 'NS' },
    ...(new URL(target).pathname === '/lti/choose' ? choosing(url) : linked(url, target)),
  });

  const double: PlatformDouble = {
    ...services,
    ...{ url, clientId, users, publicJwk: key.jwk, keyReads: 0, forge: undefined },
    registration: {
      ...{ issuer: url, clientId, authUrl: `${url}/auth`, tokenUrl: `${url}/token`, jwksUrl: `${url}/keys` },
    },
    async rotate() {
      key = await newKey(`key-${published.length + 1}`);
      published.push(key.jwk);
    },
    begin: (user, target) => ({
      ...{ iss: url, client_id: clientId, login_hint: user, target_link_uri: target, lti_deployment_id: '1' },
      lti_message_hint: JSON.stringify({ target }),
    }),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return double;
}

function linked(url: string, target: string): JWTPayload {
  return {
    [`${LTI}message_type`]: 'LtiResourceLinkRequest',
    [`${LTI}target_link_uri`]: target,
    [`${LTI}resource_link`]: { id: 'link-1', title: 'Echo' },
    [`${AGS}claim/endpoint`]: {
      scope: [`${AGS}scope/score`, `${AGS}scope/lineitem`],
      lineitem: `${url}/items/1/lineitem?type_id=3`,
      lineitems: `${url}/items`,
    },
    [`${NRPS}claim/namesroleservice`]: { context_memberships_url: `${url}/members`, service_versions: ['2.0'] },
  };
}

function choosing(url: string): JWTPayload {
  return {
    [`${LTI}message_type`]: 'LtiDeepLinkingRequest',
    'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings': {
      deep_link_return_url: `${url}/chosen`,
      accept_types: ['link', 'ltiResourceLink'],
      accept_multiple: true,
      data: 'opaque of the platform',
    },
  };
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
