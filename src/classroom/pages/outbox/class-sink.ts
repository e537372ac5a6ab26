import type { ProgressSink } from '../../../progress/index.ts';
import type { Outbox } from './outbox.ts';

export interface ClassSinkOptions {
  outbox: Outbox;
  pupil: string;
  now: () => number;
  later: (ms: number, then: () => void) => () => void;
  /** Something new waits to be sent. */
  onWork: () => void;
}

/** Ms of typing that become one draft. */
const GATHERED = 2000;

type Work = Parameters<Outbox['add']>[1];

/** Puts what a reader does into a pupil's outbox, in its order; returns at once, whatever becomes of it. */
export function classSink({ outbox, pupil, now, later, onWork }: ClassSinkOptions): ProgressSink & { flush(): void } {
  let queue: Promise<unknown> = Promise.resolve();
  let pending: Work | undefined;
  let callOff = (): void => {};
  const told = new Map<string, string>();

  const add = (work: Work): void => {
    queue = queue.then(() => outbox.add(pupil, work)).then(onWork, () => {}); // a full disk: the bench keeps the code
  };
  const flush = (): void => {
    callOff();
    if (pending) add(pending);
    pending = undefined;
  };
  const at = (lesson: string, kind: Work['kind'], body: object): Work => ({ lesson, kind, body, madeAt: now() });

  return {
    flush,
    draft(lesson, files) {
      const text = JSON.stringify(files);
      if (told.get(lesson) === text) return;
      told.set(lesson, text);
      if (pending && pending.lesson !== lesson) flush();
      const waits = pending !== undefined;
      pending = at(lesson, 'draft', { files });
      if (!waits) callOff = later(GATHERED, flush);
    },
    checked(lesson, files, report) {
      flush();
      add(at(lesson, 'check', { files, report }));
    },
    ran(lesson, files, run) {
      flush();
      add(at(lesson, 'run', { files, ...run }));
    },
  };
}
