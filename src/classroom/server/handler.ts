import type { IncomingMessage, ServerResponse } from 'node:http';

import { DataError } from '../data/index.server.ts';
import { judge } from '../rules/roles.ts';
import { common } from './acts/common.ts';
import type { Classroom } from './classroom.ts';
import type { Answer } from './http/answer.ts';
import { langIn, readers, type Ask, type Me } from './http/ask.ts';
import { isOwnOrigin } from './http/origin.ts';
import { Problem } from './http/problem.ts';
import { peerOf } from './http/proxy.ts';
import { send, type Render } from './http/send.ts';
import { routesAt, type Matched } from './match.ts';
import { ROUTES } from './routes.ts';
import { whoAsks } from './sessions.ts';

/**
 * Answers a request for one of the class's addresses; resolves with false, having done nothing, where it is none of them.
 * Never rejects.
 */
export type ClassHandler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/** The class's addresses over `room`; `render` makes a page of a view. */
export function classHandler(room: Classroom, render: Render): ClassHandler {
  return async (request, response) => {
    const url = URL.parse(request.url ?? '', 'http://localhost');
    const found = url ? routesAt(ROUTES, url.pathname) : [];
    if (!url || found.length === 0) return elsewhere(url?.pathname ?? '', request, response, render);
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const matched = found.find(({ route }) => route.method === method);
    const path = found[0]!.route.path;
    const end = room.metrics.requests.startTimer({ method: matched?.route.method ?? 'other', route: path });
    let answer: Answer;
    let ask: Ask | undefined;
    try {
      if (!matched) throw new Problem(405);
      ask = await askOf(room, request, matched, url);
      answer = await answerTo(ask, matched, request, url);
    } catch (error) {
      answer = problem(room, error, path, ask);
    }
    response.once('close', () => {
      end({ status: response.statusCode });
      room.log('info', 'request', { method: matched?.route.method, route: path, status: response.statusCode });
    });
    // Behind a proxy that speaks https, it is for us to say that it will (RFC 6797, 7.2).
    if (ask?.secure) response.setHeader('Strict-Transport-Security', 'max-age=31536000');
    await send(request, response, answer, render);
    return true;
  };
}

/** What is no route: one but for its last slash, something of the class that is not there, or a file's address. */
async function elsewhere(
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  render: Render,
): Promise<boolean> {
  const isRoute = !path.endsWith('/') && routesAt(ROUTES, `${path}/`).length > 0;
  if (!isRoute && !/^\/([a-z]{2}|api)\/class\//.test(path)) return false;
  const lost = { view: { page: 'problem', status: 404 }, status: 404 } as const;
  await send(request, response, isRoute ? { to: `${path}/` } : lost, render);
  return true;
}

async function askOf(room: Classroom, request: IncomingMessage, { params }: Matched, url: URL): Promise<Ask> {
  const peer = peerOf(request, room.proxies);
  const me = await whoAsks(room.stores, request, peer.secure, room.now());
  const place = await placeOf(room, me, params['class']);
  const lang = langIn(params);
  return { ...peer, room, request, params, query: url.searchParams, lang, me, ...place, ...readers(request) };
}

async function placeOf({ stores }: Classroom, me: Me | undefined, classId: string | undefined) {
  if (classId === undefined || !me) return {};
  const [klass, member] = await Promise.all([stores.classes.get(classId), stores.roster.member(classId, me.user.id)]);
  return klass && member ? { klass, member } : {};
}

async function answerTo(ask: Ask, { route }: Matched, request: IncomingMessage, url: URL): Promise<Answer> {
  const verdict = judge(route.who, { site: ask.me?.user.role, inClass: ask.member?.role });
  if (verdict === 'log-in') {
    const isPage = route.method === 'GET' && route.path.startsWith('/:lang/');
    if (isPage) return { to: `/${ask.lang}/class/log-in/?next=${encodeURIComponent(url.pathname)}` };
    throw new Problem(401);
  }
  if (verdict !== 'may') throw new Problem(verdict === 'may-not' ? 403 : 404);
  if (route.method === 'POST' && !route.crossSite && !isOwnOrigin(request.headers, ask.secure)) throw new Problem(403);
  return route.handle(ask);
}

const STATUS: Readonly<Partial<Record<DataError['fault'], number>>> = { missing: 404, conflict: 409 };

function problem(room: Classroom, error: unknown, route: string, ask: Ask | undefined): Answer {
  const status =
    error instanceof Problem ? error.status : error instanceof DataError ? (STATUS[error.fault] ?? 503) : 500;
  if (status >= 500) {
    const fault = error instanceof DataError ? error.fault : (error as Error).name;
    const said = error instanceof DataError ? error.remedy : placeIn(error as Error);
    room.log('error', 'request failed', { route, status, fault, said });
  }
  // Whoever is on the way from a platform or a university looks at what comes.
  if (/^\/(:lang|lti|class)\//.test(route)) return { view: { page: 'problem', ...common(ask ?? {}), status }, status };
  return { json: { status }, status };
}

/** Where an error of ours was thrown; its message might hold what somebody wrote. */
function placeIn({ stack = '' }: Error): string | undefined {
  return /\/(src\/[\w./-]+:\d+)/.exec(stack)?.[1];
}
