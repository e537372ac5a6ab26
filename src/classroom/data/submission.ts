import type { SubmissionStatus } from './schema.ts';
import type { Files, Json, Time } from './values.ts';

/** Longest lease, in milliseconds: one that ends later was given before the clock was set back, and does not hold. */
export const LONGEST_LEASE_MS = 15 * 60 * 1000;

export interface NewSubmission {
  /** Random; the same twice is stored once. */
  id: string;
  classId: string;
  userId: string;
  lesson: string;
  /** The event it comes of, if any. */
  eventId?: string | null;
  files: Files;
  /** The report that the pupil's browser made. */
  claimed: Json;
}

export interface Submission extends Required<NewSubmission> {
  seq: number;
  status: SubmissionStatus;
  graded: Json | null;
  seed: string | null;
  /** What is for somebody to look at, such as `canary-passed`. */
  marks: string[];
  attempts: number;
  createdAt: Time;
  gradedAt: Time | null;
}

/** Without the code, for lists. */
export type SubmissionLine = Omit<Submission, 'files' | 'claimed' | 'graded' | 'seed'>;

/** The newest of a pupil, a lesson and a status. */
export type NewestSubmission = Pick<Submission, 'userId' | 'lesson' | 'status' | 'seq'>;

/** One that a worker has until `leasedUntil`. */
export interface TakenSubmission extends Submission {
  lease: string;
  leasedUntil: Time;
}

export interface Graded {
  status: 'verified' | 'not_verified' | 'error';
  graded: Json;
  seed: string;
  marks: readonly string[];
}
