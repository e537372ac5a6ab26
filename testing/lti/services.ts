import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { JWTPayload } from 'jose';

import { signedByTool } from './tool-token.ts';

const SCORE = 'https://purl.imsglobal.org/spec/lti-ags/scope/score';
const MEMBERS = 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly';
const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const MEMBERS_TYPE = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json';
const SCORE_TYPE = 'application/vnd.ims.lis.v1.score+json';

export interface Score {
  userId: string;
  scoreGiven: number;
  scoreMaximum: number;
  timestamp: string;
  activityProgress: string;
  gradingProgress: string;
}

type Answered = [status: number, body: object, headers?: Record<string, string>];

export interface PlatformUser {
  id: string;
  name?: string;
  roles: string[];
}

/** Who a platform and its tool are to each other. */
export interface Known {
  url: string;
  tool: string;
  clientId: string;
  users: ReadonlyMap<string, PlatformUser>;
}

/** Token endpoint, gradebook, members and where choices return; each refuses what the specifications have it refuse. */
export class Services {
  /** Scores that were taken, in order of arrival. */
  readonly scores: Score[] = [];
  /** What each request was answered with, as `POST /token 200`. */
  readonly told: string[] = [];
  /** Answers the next requests to a path with these statuses and does nothing. */
  readonly broken = new Map<string, number[]>();
  /** What the tool chose, out of the tokens it sent by the browser. */
  readonly chosen: JWTPayload[] = [];
  readonly #known: Known;
  readonly #tokens = new Map<string, string[]>();
  readonly #used = new Set<string>();
  #waiting: { count: number; resolve: () => void }[] = [];

  constructor(known: Known) {
    this.#known = known;
  }

  /** Resolves once so many scores were taken. */
  scoresBe(count: number): Promise<void> {
    return new Promise(resolve => {
      this.#waiting.push({ count, resolve });
      this.#wake();
    });
  }

  /** Forgets every access token that it gave. */
  forgetTokens(): void {
    this.#tokens.clear();
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = `${request.method} ${new URL(request.url!, this.#known.url).pathname}`;
    const [status, body, headers] = await this.#answerTo(request, name).catch((error: Error): Answered => {
      return [400, { error: error.message }];
    });
    this.told.push(`${name} ${status}`);
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(status === 204 ? undefined : JSON.stringify(body));
    this.#wake();
  }

  #wake(): void {
    for (const { resolve } of this.#waiting.filter(({ count }) => this.scores.length >= count)) resolve();
    this.#waiting = this.#waiting.filter(({ count }) => this.scores.length < count);
  }

  async #answerTo(request: IncomingMessage, name: string): Promise<Answered> {
    const status = this.broken.get(name)?.shift();
    if (status !== undefined) return [status, {}, { Location: 'http://elsewhere.example/' }];
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const may = (scope: string): boolean => this.#tokens.get(given)?.includes(scope) ?? false;
    if (name === 'POST /token') return this.#token(new URLSearchParams(await text(request)));
    if (name === 'POST /chosen') return this.#choose(new URLSearchParams(await text(request)));
    if (name === 'GET /members') return may(MEMBERS) ? this.#members(request) : [401, {}];
    if (name === 'POST /items/1/lineitem/scores') return may(SCORE) ? this.#score(request) : [401, {}];
    return [404, {}];
  }

  /** RFC 6749, 4.4, with RFC 7523, 2.2. */
  async #token(form: URLSearchParams): Promise<Answered> {
    if (form.get('grant_type') !== 'client_credentials' || form.get('client_assertion_type') !== ASSERTION)
      return [400, { error: 'unsupported_grant_type' }];
    const { url, clientId } = this.#known;
    const { sub } = await this.#ofTool(form.get('client_assertion') ?? '', `${url}/token`, 'jti');
    if (sub !== clientId) return [400, { error: 'invalid_client' }];
    const scopes = (form.get('scope') ?? '').split(' ');
    if (scopes.some(scope => scope !== SCORE && scope !== MEMBERS)) return [400, { error: 'invalid_scope' }];
    const token = randomUUID();
    this.#tokens.set(token, scopes);
    return [200, { access_token: token, token_type: 'Bearer', expires_in: 3600, scope: scopes.join(' ') }];
  }

  /** AGS 2.0, 3.4. */
  async #score(request: IncomingMessage): Promise<Answered> {
    if (request.headers['content-type'] !== SCORE_TYPE) return [415, {}];
    const sent = JSON.parse(await text(request)) as Score;
    if (!this.#known.users.has(sent.userId)) return [404, {}];
    const whole = sent.activityProgress === 'Completed' && sent.gradingProgress === 'FullyGraded';
    if (!whole || sent.scoreMaximum <= 0 || !(sent.scoreGiven >= 0)) return [400, {}];
    const before = this.scores.findLast(({ userId }) => userId === sent.userId);
    if (before && Date.parse(sent.timestamp) <= Date.parse(before.timestamp)) return [409, {}];
    this.scores.push(sent);
    return [204, {}];
  }

  /** NRPS 2.0, 2: two pages, and more of each member than a tool needs. */
  #members({ headers, url: asked }: IncomingMessage): Answered {
    if (headers.accept !== MEMBERS_TYPE) return [406, {}];
    const { url, users } = this.#known;
    const all = [...users.values()].map(({ id, name, roles }) => ({
      ...{ user_id: id, name, roles, status: 'Active', email: `${id}@school.example`, picture: 'https://x.example' },
    }));
    const gone = { user_id: 'gone', name: 'Gone', roles: ['Learner'], status: 'Deleted' };
    const second = asked!.includes('page=2');
    const link = `<${url}/members?page=2>; rel="next", <${url}/members>; rel="first"`;
    const members = second ? [...all.slice(2), gone] : all.slice(0, 2);
    return [200, { id: `${url}/members`, members }, second ? {} : { Link: link }];
  }

  async #choose(form: URLSearchParams): Promise<Answered> {
    this.chosen.push(await this.#ofTool(form.get('JWT') ?? '', this.#known.url, 'nonce'));
    return [200, {}];
  }

  /** The claims of a token of the tool's; each is taken once. */
  async #ofTool(jwt: string, audience: string, once: 'jti' | 'nonce'): Promise<JWTPayload> {
    const { tool, clientId: issuer } = this.#known;
    const payload = await signedByTool(jwt, { tool, issuer, audience, once });
    const mark = payload[once] as string;
    if (this.#used.has(mark)) throw new Error('replayed');
    this.#used.add(mark);
    return payload;
  }
}
