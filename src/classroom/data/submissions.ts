import type { SubmissionStatus } from './schema.ts';
import type { Actor, Files, Json, Time } from './values.ts';

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

/** What waits to be run again by the server, and what came of it. */
export interface Submissions {
  /** Resolves when it is on the disk. `missing` where the pupil is not in the class. */
  add(submission: NewSubmission): Promise<Submission>;
  get(id: string): Promise<Submission | undefined>;
  /** In order of arrival. */
  list(filter: {
    classId: string;
    userId?: string;
    lesson?: string;
    status?: SubmissionStatus;
  }): Promise<SubmissionLine[]>;
  /** The newest of each pupil for a lesson, with the code: to compare them. */
  answers(classId: string, lesson: string): Promise<Submission[]>;

  /** The oldest that waits, or whose lease has run out; to one worker only. `attempts` counts this one. */
  take(worker: string, leaseMs: number): Promise<TakenSubmission | undefined>;
  /** False where the lease is lost: stop, and throw the work away. */
  renew(id: string, lease: string, leaseMs: number): Promise<boolean>;
  /** Puts the outcome down, and audits it; false where the lease is lost, and then nothing has changed. */
  finish(id: string, lease: string, outcome: Graded): Promise<boolean>;
  /** Puts it back in its place, as when a worker stops; false where the lease is lost. */
  release(id: string, lease: string): Promise<boolean>;
  /** Has a graded one run again; audited. */
  requeue(by: Actor, id: string): Promise<void>;
  /** How many wait, and since when the oldest does. */
  waiting(): Promise<{ count: number; oldestAt: Time | null }>;
  /** Called when one may be waiting; says nothing of which. Gives what ends it. */
  onWaiting(listener: () => void): () => void;
}
