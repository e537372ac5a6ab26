import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openStores } from '../src/classroom/data/index.server.ts';
import { createClassroom, type Classroom } from '../src/classroom/server/classroom.ts';
import { classHandler } from '../src/classroom/server/handler.ts';
import { openSession } from '../src/classroom/server/sessions.ts';
import type { View } from '../src/classroom/server/views.ts';
import type { User } from '../src/classroom/data/index.server.ts';

/** A class's server over an SQLite file of its own, or the database it is given; in place of pages it sends their views, as JSON. */
export interface ClassServer {
  url: string;
  room: Classroom;
  /** Of its database, and of what SQLite keeps beside it. */
  folder: string;
  /** The Cookie header of somebody who has just logged in. */
  cookieOf(user: User): Promise<string>;
  close(): Promise<void>;
}

/** `given` is what the course says, a clock of one's own, and what an owner sets; `database` is one that is there already. */
export async function serveClass(
  given: Partial<Pick<Classroom, 'now' | 'chapterOf' | 'isLesson' | 'nearTo' | 'log' | 'proxies'>> = {},
  database?: string,
): Promise<ClassServer> {
  const { now } = given;
  const folder = await mkdtemp(join(tmpdir(), 'handshake-class-'));
  const stores = await openStores({ url: database ?? join(folder, 'class.db'), ...(now && { now }) });
  const room = createClassroom(stores, { log: () => {}, ...given });
  const handler = classHandler(room, (_, response, view, status) => {
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(view));
    return Promise.resolve();
  });
  const server = createServer((request, response) => {
    void handler(request, response).then(answered => answered || response.writeHead(404).end('no route'));
  });
  server.keepAliveTimeout = 0; // who asks lets go first, however slow this computer is
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    room,
    folder,
    cookieOf: async user => asCookie(await openSession(stores, user, false, room.now())),
    close: async () => {
      for (const stream of room.streams) stream.end();
      await room.lti.stop();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await stores.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** What a browser sends back of what it was told to keep. */
export function asCookie(setCookies: readonly string[]): string {
  return setCookies.map(one => one.split(';')[0]!).join('; ');
}

/** Cookies of a browser with newer ones in the place of those of the same name. */
function merged(held: string, fresh: string): string {
  const pairs = [held, fresh].flatMap(all => (all === '' ? [] : all.split('; ')));
  return [...new Map(pairs.map(pair => [pair.split('=')[0], pair])).values()].join('; ');
}

export interface Told {
  status: number;
  view: View | undefined;
  location: string | null;
  /** Of a new session, where there is one. */
  cookie: string;
}

/** One browser: it keeps its session. */
export class Visitor {
  readonly #url: string;
  cookie: string;

  constructor(url: string, cookie = '') {
    this.#url = url;
    this.cookie = cookie;
  }

  get(path: string): Promise<Told> {
    return this.#ask(path, {});
  }

  post(path: string, fields: Record<string, string> = {}): Promise<Told> {
    return this.#ask(path, { method: 'POST', body: new URLSearchParams(fields) });
  }

  send(path: string, body: unknown): Promise<Response> {
    const headers = { ...this.#headers(), 'Content-Type': 'application/json' };
    return fetch(this.#url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  async #ask(path: string, init: RequestInit): Promise<Told> {
    const response = await fetch(this.#url + path, { ...init, headers: this.#headers(), redirect: 'manual' });
    const cookie = asCookie(response.headers.getSetCookie());
    if (cookie) this.cookie = merged(this.cookie, cookie);
    const isView = response.headers.get('content-type') === 'application/json';
    const view = isView ? ((await response.json()) as View) : (await response.text(), undefined);
    return { status: response.status, view, location: response.headers.get('location'), cookie };
  }

  /** A browser says over plain http in Origin alone where a form stands. */
  #headers(): Record<string, string> {
    return { Origin: this.#url, ...(this.cookie && { Cookie: this.cookie }) };
  }
}
