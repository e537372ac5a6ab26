import type { Json, StoreSet, TakenSubmission } from '../data/index.server.ts';
import {
  gradeSubmission,
  messageOf,
  type GradedLesson,
  type GradedResult,
  type GradingLimits,
  type MachinePool,
} from './grade.ts';

/** Where work comes from; one submission is somebody's until the lease runs out. */
export type GradingQueue = Pick<StoreSet['submissions'], 'take' | 'renew' | 'finish' | 'release' | 'onWaiting'>;

export interface GradingWorkerOptions {
  queue: GradingQueue;
  pool: MachinePool;
  /** Submissions at a time: as many as the pool has machines. */
  atOnce: number;
  /** Rejects for a lesson that the course does not have. */
  lessonOf: (slug: string) => Promise<GradedLesson>;
  /** Who this is to other workers. */
  name: string;
  /** Milliseconds after which what a worker that is gone had taken is another's; renewed three times in each. */
  leaseMs?: number;
  /** Milliseconds between two looks at an empty queue that has said nothing. */
  idleMs?: number;
  limits?: Partial<GradingLimits>;
  onEvent?: (event: WorkerEvent) => void;
}

/** For a log: no names, no code. */
export type WorkerEvent =
  | { type: 'graded'; id: string; lesson: string; status: GradedResult['status']; ms: number; marks: readonly string[] }
  | { type: 'again' | 'lost'; id: string; problem: string }
  | { type: 'trouble'; problem: string };

export interface GradingWorker {
  /** Takes nothing more; resolves when what is under way is done. Called again, it puts that back at once. */
  stop(): Promise<void>;
}

/** A submission that was begun so often and never ended is not tried again by itself. */
export const MOST_TRIES = 3;
const LEASE_MS = 60_000;
const IDLE_MS = 2_000;
const GAVE_UP = `gave up after ${MOST_TRIES} tries`;

/** Grades what the queue has, until it is stopped. */
export function startWorker(options: GradingWorkerOptions): GradingWorker {
  const { queue, atOnce, name, leaseMs = LEASE_MS, idleMs = IDLE_MS, onEvent = () => {} } = options;
  const now = new AbortController();
  let stopping = false;
  let wake = () => {};
  let news = Promise.resolve();
  const expectNews = () => {
    news = new Promise(resolve => (wake = resolve));
  };
  expectNews();
  const deaf = queue.onWaiting(() => {
    wake();
    expectNews();
  });

  async function loop(): Promise<void> {
    while (!stopping) {
      const seen = news;
      try {
        const taken = await queue.take(name, leaseMs);
        if (taken) await gradeTaken(taken, options, leaseMs, now.signal);
        else if (!stopping) await firstOf(seen, idleMs);
      } catch (error) {
        onEvent({ type: 'trouble', problem: messageOf(error) });
        await firstOf(stopped, idleMs);
      }
    }
  }

  let tellStopped = () => {};
  const stopped = new Promise<void>(resolve => (tellStopped = resolve));
  const loops = Promise.all(Array.from({ length: atOnce }, loop)).then(deaf);
  return {
    stop() {
      if (stopping) now.abort();
      stopping = true;
      tellStopped();
      wake();
      return loops;
    },
  };
}

async function gradeTaken(
  taken: TakenSubmission,
  { queue, pool, lessonOf, limits, onEvent = () => {} }: GradingWorkerOptions,
  leaseMs: number,
  stopped: AbortSignal,
): Promise<void> {
  const { id, lease, lesson, attempts } = taken;
  const started = performance.now();
  const lost = new AbortController();
  const renewing = setInterval(() => {
    queue.renew(id, lease, leaseMs).then(
      held => held || lost.abort(),
      (error: unknown) => onEvent({ type: 'trouble', problem: messageOf(error) }),
    );
  }, leaseMs / 3);
  try {
    const signal = AbortSignal.any([stopped, lost.signal]);
    const result = await resultOf(taken, { pool, lessonOf, limits: limits ?? {}, signal });
    if (lost.signal.aborted) return onEvent({ type: 'lost', id, problem: 'the lease is another worker’s' });
    if (stopped.aborted) return void (await queue.release(id, lease));
    if (result.again && attempts < MOST_TRIES) {
      await queue.release(id, lease);
      return onEvent({ type: 'again', id, problem: result.problem ?? 'checks ran out of time' });
    }
    const held = await queue.finish(id, lease, outcomeOf(result));
    if (!held) return onEvent({ type: 'lost', id, problem: 'the lease is another worker’s' });
    const ms = Math.round(performance.now() - started);
    onEvent({ type: 'graded', id, lesson, status: result.status, ms, marks: result.marks });
  } finally {
    clearInterval(renewing);
  }
}

/** An attempt beyond the last is one whose worker was killed, each time: it is not begun again. */
async function resultOf(
  { lesson: slug, files, claimed, attempts }: TakenSubmission,
  means: {
    pool: MachinePool;
    lessonOf: GradingWorkerOptions['lessonOf'];
    limits: Partial<GradingLimits>;
    signal: AbortSignal;
  },
): Promise<GradedResult> {
  const failed = { status: 'error', report: undefined, different: [], marks: [], seed: '' } as const;
  if (attempts > MOST_TRIES)
    return { ...failed, problem: `${GAVE_UP}: each worker that had it was gone before its end` };
  let lesson: GradedLesson;
  try {
    lesson = await means.lessonOf(slug);
  } catch {
    return { ...failed, problem: `this course has no lesson "${slug}"` };
  }
  const { pool, limits, signal } = means;
  const result = await gradeSubmission({ lesson, files, claimed, pool, limits, signal });
  const gaveUp = result.status === 'error' && result.again && attempts >= MOST_TRIES;
  return gaveUp ? { ...result, problem: `${GAVE_UP}: ${result.problem}` } : result;
}

function outcomeOf({ status, seed, marks, report, different, problem }: GradedResult) {
  const graded = JSON.parse(JSON.stringify({ report, different, problem })) as Json;
  return { status, seed, marks, graded };
}

/** Resolves with `event`, or after so many milliseconds. */
async function firstOf(event: Promise<void>, ms: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>(resolve => (timer = setTimeout(resolve, ms)));
  await Promise.race([event, late]);
  clearTimeout(timer);
}
