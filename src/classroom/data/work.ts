import type { EventKind } from './schema.ts';
import type { Json, Time } from './values.ts';

/** As the browser sends it; rules and sizes are checked before it comes here. */
export interface NewWorkEvent {
  id: string;
  device: string;
  /** One more than the highest that this device has made or seen of the pupil. */
  counter: number;
  lesson: string;
  kind: EventKind;
  madeAt: Time;
  body: Json;
}

export interface WorkEvent extends NewWorkEvent {
  classId: string;
  userId: string;
  seq: number;
  receivedAt: Time;
}

export interface Appended {
  /** Every id that is on the disk now, of those sent; in the order sent. */
  stored: string[];
  /** Those of them that were not there before. */
  added: WorkEvent[];
}

/** What pupils did: a list that only grows. */
export interface Work {
  /**
   * Resolves when they are on the disk, once each, whoever sends them and how often. `missing` where the pupil is not in
   * the class.
   */
  append(classId: string, userId: string, events: readonly NewWorkEvent[]): Promise<Appended>;
  /**
   * A pupil's, merged from all their devices: by `counter`, `device`, `id`, whatever the order in which they came. A
   * device's own order is kept, and nothing depends on a clock.
   */
  of(classId: string, userId: string, lesson?: string): Promise<WorkEvent[]>;
  get(classId: string, userId: string, id: string): Promise<WorkEvent | undefined>;
  /** The last in that order of each lesson and kind, of a pupil or of the whole class: what a board shows. */
  latest(classId: string, userId?: string): Promise<WorkEvent[]>;
  /** In order of arrival, after `seq`: nothing is missed between two calls. At most `limit`, 1000 unless told. */
  since(classId: string, seq: number, limit?: number): Promise<WorkEvent[]>;
}
