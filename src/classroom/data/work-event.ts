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
  /** Every id that is taken now, of those sent; in the order sent. A draft may have made room for a later one already. */
  stored: string[];
  /** Those of them that are there now and were not before. */
  added: WorkEvent[];
}
