import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';

import type { PlatformUser } from './platform.ts';

const SCORE = 'https://purl.imsglobal.org/spec/lti-ags/scope/score';
const MEMBERS = 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly';
const TOKEN_HOLDS = 3600;

export interface Score {
  userId: string;
  scoreGiven: number;
  scoreMaximum: number;
  timestamp: string;
  activityProgress: string;
  gradingProgress: string;
}

export interface Services {
  /** Scores that were taken, in order of arrival. */
  scores: Score[];
  /** Resolves once so many were taken. */
  scoresBe(count: number): Promise<void>;
  /** What each request was answered with, as `POST /token 200`. */
  told: string[];
  /** Answers the next requests to a path with these statuses and does nothing. */
  broken: Map<string, number[]>;
  /** What the tool chose, out of the tokens it sent to the browser. */
  chosen: JWTPayload[];
  /** Forgets every access token that it gave. */
  forgetTokens(): void;
}

interface Known {
  url: string;
  tool: string;
  clientId: string;
  users: ReadonlyMap<string, PlatformUser>;
}

/** Token endpoint, gradebook, members and the address to which choices return; each refuses what the specifications say. */
export function createServices({ url, tool, clientId, users }: Known) {
  const tokens = new Map<string, string[]>();
  const used = new Set<string>();
  let waiting: { count: number; resolve: () => void }[] = [];
  const services: Services = {
    ...{ scores: [], told: [], broken: new Map<string, number[]>(), chosen: [] },
    scoresBe: count =>
      new Promise(resolve => {
        waiting.push({ count, resolve });
        wake();
      }),
    forgetTokens: () => tokens.clear(),
  };
  const wake = (): void => {
    for (const { resolve } of waiting.filter(({ count }) => services.scores.length >= count)) resolve();
    waiting = waiting.filter(({ count }) => services.scores.length < count);
  };

  /** The claims of a token that the tool has signed, by the keys that it shows now; each is taken once. */
  const ofTool = async (jwt: string, audience: string, once: 'jti' | 'nonce'): Promise<JWTPayload> => {
    const keys = createLocalJWKSet((await (await fetch(`${tool}/lti/keys`)).json()) as JSONWebKeySet);
    const { payload } = await jwtVerify(jwt, keys, {
      ...{ issuer: clientId, audience, algorithms: ['RS256'], requiredClaims: ['exp', 'iat', once], maxTokenAge: 300 },
    });
    const mark = payload[once] as string;
    if (used.has(mark)) throw new Error('replayed');
    used.add(mark);
    return payload;
  };

  const token = async (request: IncomingMessage): Promise<Answered> => {
    const form = new URLSearchParams(await text(request));
    const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    if (form.get('grant_type') !== 'client_credentials' || form.get('client_assertion_type') !== type)
      return [400, { error: 'unsupported_grant_type' }];
    const { sub } = await ofTool(form.get('client_assertion') ?? '', `${url}/token`, 'jti');
    if (sub !== clientId) return [400, { error: 'invalid_client' }];
    const scopes = (form.get('scope') ?? '').split(' ');
    if (scopes.some(scope => scope !== SCORE && scope !== MEMBERS)) return [400, { error: 'invalid_scope' }];
    const made = randomUUID();
    tokens.set(made, scopes);
    return [200, { access_token: made, token_type: 'Bearer', expires_in: TOKEN_HOLDS, scope: scopes.join(' ') }];
  };

  const score = async (request: IncomingMessage): Promise<Answered> => {
    if (request.headers['content-type'] !== 'application/vnd.ims.lis.v1.score+json') return [415, {}];
    const sent = JSON.parse(await text(request)) as Score;
    if (!users.has(sent.userId)) return [404, {}];
    const whole = sent.activityProgress === 'Completed' && sent.gradingProgress === 'FullyGraded';
    if (!whole || sent.scoreMaximum <= 0 || !(sent.scoreGiven >= 0)) return [400, {}];
    const before = services.scores.findLast(({ userId }) => userId === sent.userId);
    if (before && Date.parse(sent.timestamp) <= Date.parse(before.timestamp)) return [409, {}];
    services.scores.push(sent);
    return [204, {}];
  };

  const members = (request: IncomingMessage): Answered => {
    if (request.headers.accept !== 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json') return [406, {}];
    const all = [...users.values()].map(({ id, name, roles }) => ({
      ...{ user_id: id, name, roles, status: 'Active', email: `${id}@school.example`, picture: 'https://x.example' },
    }));
    const gone = { user_id: 'gone', name: 'Gone', roles: ['Learner'], status: 'Deleted' };
    const second = request.url!.includes('page=2');
    const link = `<${url}/members?page=2>; rel="next", <${url}/members>; rel="first"`;
    const page = second ? [...all.slice(2), gone] : all.slice(0, 2);
    return [200, { id: `${url}/members`, members: page }, second ? {} : { Link: link }];
  };

  const chosen = async (request: IncomingMessage): Promise<Answered> => {
    const jwt = new URLSearchParams(await text(request)).get('JWT') ?? '';
    services.chosen.push(await ofTool(jwt, url, 'nonce'));
    return [200, {}];
  };

  const routes: Record<string, { scope?: string; answer: (request: IncomingMessage) => Promise<Answered> | Answered }> =
    {
      'POST /token': { answer: token },
      'POST /items/1/lineitem/scores': { scope: SCORE, answer: score },
      'GET /members': { scope: MEMBERS, answer: members },
      'POST /chosen': { answer: chosen },
    };

  const answerTo = async (request: IncomingMessage, name: string): Promise<Answered> => {
    const status = services.broken.get(name)?.shift();
    if (status !== undefined) return [status, {}, { Location: 'http://elsewhere.example/' }];
    const route = routes[name];
    if (!route) return [404, {}];
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (route.scope !== undefined && !tokens.get(given)?.includes(route.scope)) return [401, {}];
    return route.answer(request);
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const name = `${request.method} ${new URL(request.url!, url).pathname}`;
    const [status, body, headers] = await answerTo(request, name).catch((error: Error): Answered => {
      return [400, { error: error.message }];
    });
    services.told.push(`${name} ${status}`);
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(status === 204 ? undefined : JSON.stringify(body));
    wake();
  };
  return Object.assign(services, { answer });
}

type Answered = [status: number, body: object, headers?: Record<string, string>];
