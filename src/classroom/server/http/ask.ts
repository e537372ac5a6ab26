import type { IncomingMessage } from 'node:http';

import { LANGS, type Lang } from '../../../i18n/strings.ts';
import type { Class, Member, User } from '../../data/index.server.ts';
import type { Classroom } from '../classroom.ts';
import { formOf, jsonOf, type Fields } from './body.ts';
import { Problem } from './problem.ts';
import type { Peer } from './proxy.ts';

/** A request that its route's rule has let through. */
export interface Ask extends Peer {
  room: Classroom;
  request: IncomingMessage;
  /** What stands in the path where the route has `:name`. */
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  lang: Lang;
  me?: Me | undefined;
  /** The class in the path, and what the one who asks is there. */
  klass?: Class | undefined;
  member?: Member | undefined;
  form(): Promise<Fields>;
  json(most: number): Promise<unknown>;
}

export interface Me {
  user: User;
  tokenHash: string;
}

/** One within a class: where a route is `inClass`, its rule has seen to both. */
export interface ClassAsk extends Ask {
  me: Me;
  klass: Class;
  member: Member;
}

/** Where an address is read in a language. */
export function langIn(params: Readonly<Record<string, string>>): Lang {
  return LANGS.find(lang => lang === params['lang']) ?? 'en';
}

export function readers(request: IncomingMessage): Pick<Ask, 'form' | 'json'> {
  return { form: () => formOf(request), json: most => jsonOf(request, most) };
}

/** The one who is logged in, where the route's rule asks for it. */
export function meIn({ me }: Ask): Me {
  if (!me) throw new Problem(401);
  return me;
}
