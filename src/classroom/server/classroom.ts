import type { ServerResponse } from 'node:http';

import type { Lang } from '../../i18n/strings.ts';
import type { Files, Stores } from '../data/index.server.ts';
import { Boards } from './live/boards.ts';
import type { Log } from './log.ts';
import { LtiService } from './lti/service.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import type { University } from './university/provider.ts';

/** What every handler works with. */
export interface Classroom {
  stores: Stores;
  /** Ms since 1970. */
  now: () => number;
  boards: Boards;
  /** Answers that go on: live boards, which end when the server does. */
  streams: Set<ServerResponse>;
  metrics: Metrics;
  log: Log;
  /** The chapter of a lesson, by its exercise; undefined where the course has no such lesson. */
  chapterOf: (exercise: string) => string | undefined;
  /** Whether the course has such a lesson: of no other is work taken. */
  isLesson: (exercise: string) => boolean;
  /** The lessons that can be linked to from elsewhere, in teaching order. */
  lessonsIn: (lang: Lang) => readonly LinkedLesson[];
  lti: LtiService;
  /**
   * Of answers to a lesson, those that are near-equal to one, by their ids; none where the lesson leaves no room to differ,
   * and where nobody has said how to tell.
   */
  nearTo: (exercise: string, answer: Files, others: readonly Answered[]) => Promise<readonly string[]>;
  /** Where other computers reach this server, where it has been asked by a name that is good only on this one. */
  outside?: string | undefined;
  /** Where people log in with accounts from elsewhere, if anywhere. */
  university?: University | undefined;
  /** Addresses of proxies whose word on where a request comes from is taken. */
  proxies: readonly string[];
}

/** A lesson as a list of them names it. */
export interface LinkedLesson {
  exercise: string;
  title: string;
  /** `/en/sockets/echo/` */
  path: string;
}

/** An answer, by whatever id. */
export interface Answered {
  id: string;
  files: Files;
}

type Given = Pick<Classroom, 'log'> &
  Partial<Pick<Classroom, 'proxies' | 'now' | 'chapterOf' | 'isLesson' | 'nearTo' | 'lessonsIn' | 'university'>>;

/** A classroom over its data; `log`, `proxies` and the course as the owner has them. */
export function createClassroom(
  stores: Stores,
  {
    log,
    proxies = [],
    now = Date.now,
    chapterOf = () => undefined,
    isLesson = () => true,
    nearTo = () => Promise.resolve([]),
    lessonsIn = () => [],
    university,
  }: Given,
): Classroom {
  const [boards, metrics] = [new Boards(stores), createMetrics()];
  const lti = new LtiService({ stores, now, log });
  const course = { chapterOf, isLesson, nearTo, lessonsIn };
  return { stores, now, boards, streams: new Set(), metrics, log, proxies, ...course, lti, university };
}
