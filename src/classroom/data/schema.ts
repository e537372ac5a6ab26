import type { Generated } from 'kysely';

import type { LtiTables } from './lti/tables.ts';

/**
 * The tables of a class, the same in SQLite and PostgreSQL. Ids are random text, times are milliseconds since 1970 in
 * UTC, JSON is text, a pupil's work packed where it is long (`packed`). Columns are snake_case in the database and
 * camelCase here (Kysely's CamelCasePlugin).
 */
export interface Database extends LtiTables {
  user: UserTable;
  identity: IdentityTable;
  session: SessionTable;
  passkey: PasskeyTable;
  ticket: TicketTable;
  class: ClassTable;
  membership: MembershipTable;
  joinCode: JoinCodeTable;
  chapterOpening: ChapterOpeningTable;
  deadline: DeadlineTable;
  extension: ExtensionTable;
  announcement: AnnouncementTable;
  event: EventTable;
  latestEvent: LatestEventTable;
  submission: SubmissionTable;
  gradeOverride: GradeOverrideTable;
  comment: CommentTable;
  audit: AuditTable;
  setting: SettingTable;
  throttle: ThrottleTable;
}

/** Of the whole site; what somebody is in a class says their membership. */
export type SiteRole = 'owner' | 'teacher' | 'pupil';
export type ClassRole = 'teacher' | 'assistant' | 'pupil';

export interface UserTable {
  id: string;
  name: string;
  role: SiteRole;
  /** In lower case; none of pupils who joined with a code. */
  email: string | null;
  passwordHash: string | null;
  createdAt: number;
}

/** Who somebody is elsewhere: at an OpenID provider or an LTI platform. */
export interface IdentityTable {
  issuer: string;
  subject: string;
  userId: string;
}

export interface SessionTable {
  /** SHA-256 of the token, which nobody but the browser has. */
  tokenHash: string;
  userId: string;
  createdAt: number;
  expiresAt: number;
  seenAt: number;
}

export interface PasskeyTable {
  /** The credential's id, base64url. */
  id: string;
  userId: string;
  /** COSE, base64url. */
  publicKey: string;
  counter: number;
  transports: string;
  label: string;
  createdAt: number;
  usedAt: number | null;
}

/** Something good for one use: a set-up link, a challenge, a state or nonce of OpenID. */
export interface TicketTable {
  purpose: string;
  keyHash: string;
  value: string;
  expiresAt: number;
}

export interface ClassTable {
  id: string;
  name: string;
  createdAt: number;
  createdBy: string;
  archivedAt: number | null;
  /** From then on pupils' data is deleted. */
  retentionAt: number | null;
  /** The highest `seq` that was given to an event. */
  eventCount: number;
}

export interface MembershipTable {
  classId: string;
  userId: string;
  role: ClassRole;
  /** Of the pass phrase with which a pupil comes back (scrypt). */
  phraseHash: string | null;
  /** What the school calls a pupil, out of the roster's CSV. */
  externalId: string | null;
  joinedAt: number;
}

export interface JoinCodeTable {
  code: string;
  classId: string;
  createdAt: number;
  expiresAt: number;
  closedAt: number | null;
}

export interface ChapterOpeningTable {
  classId: string;
  chapter: string;
  /** Null: open at once. */
  opensAt: number | null;
  /** Null: stays open. */
  closesAt: number | null;
}

export interface DeadlineTable {
  classId: string;
  /** A chapter's or a lesson's slug. */
  unit: string;
  dueAt: number;
}

export interface ExtensionTable {
  classId: string;
  unit: string;
  userId: string;
  dueAt: number;
  reason: string;
}

export interface AnnouncementTable {
  id: string;
  classId: string;
  createdBy: string;
  createdAt: number;
  body: string;
}

export type EventKind = 'draft' | 'check' | 'run';

/** What a pupil did. Rows are only added; drafts make room for later ones, and all go with the pupil. */
export interface EventTable {
  classId: string;
  userId: string;
  /** Given by the browser: what comes twice is stored once. */
  id: string;
  /** Order of arrival within the class, from 1. */
  seq: number;
  device: string;
  /** The browser's own count, one more than the highest it has seen (a Lamport clock). */
  counter: number;
  lesson: string;
  kind: EventKind;
  /** By the browser's clock: shown, never sorted by. */
  madeAt: number;
  receivedAt: number;
  body: string;
  /** 1 for a draft that somebody has looked at: no later one takes its place. */
  kept: number;
}

/** The last event of a pupil, a lesson and a kind, in their merged order: known without reading them all. */
export interface LatestEventTable {
  classId: string;
  userId: string;
  lesson: string;
  kind: EventKind;
  counter: number;
  device: string;
  eventId: string;
}

export type SubmissionStatus = 'queued' | 'grading' | 'verified' | 'not_verified' | 'error';

export interface SubmissionTable {
  id: string;
  /** Order of arrival; who waits longest is graded first. */
  seq: Generated<number>;
  classId: string;
  userId: string;
  lesson: string;
  eventId: string | null;
  status: SubmissionStatus;
  files: string;
  claimed: string;
  graded: string | null;
  seed: string | null;
  marks: string;
  /** Random, new with each taking: only who took it last may finish it. */
  lease: string | null;
  leasedBy: string | null;
  leasedUntil: number | null;
  attempts: number;
  createdAt: number;
  gradedAt: number | null;
}

/** Rows are only added; the newest holds. */
export interface GradeOverrideTable {
  id: string;
  seq: Generated<number>;
  classId: string;
  userId: string;
  lesson: string;
  /** 0 to 100; null takes an earlier override back. */
  grade: number | null;
  reason: string;
  createdBy: string;
  createdAt: number;
}

export interface CommentTable {
  id: string;
  seq: Generated<number>;
  classId: string;
  /** The pupil whose code it is about. */
  userId: string;
  lesson: string;
  /** The event that holds the code. */
  eventId: string;
  path: string;
  /** From 1. */
  line: number;
  body: string;
  createdBy: string;
  createdAt: number;
}

/** Only grows; no names, no code, no addresses. Each row's hash covers the row and the hash before it. */
export interface AuditTable {
  seq: number;
  at: number;
  actor: string;
  action: string;
  subject: string;
  detail: string;
  prevHash: string;
  hash: string;
}

export interface SettingTable {
  key: string;
  value: string;
  changedAt: number;
}

export interface ThrottleTable {
  key: string;
  count: number;
  startedAt: number;
}
