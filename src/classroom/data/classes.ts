import type { Actor, Time } from './values.ts';

export interface Class {
  id: string;
  name: string;
  createdAt: Time;
  createdBy: string;
  archivedAt: Time | null;
  retentionAt: Time | null;
  /** `seq` of the newest event. */
  eventCount: number;
}

export interface JoinCode {
  code: string;
  classId: string;
  createdAt: Time;
  expiresAt: Time;
  closedAt: Time | null;
}

export interface ChapterOpening {
  chapter: string;
  /** Null: open at once. */
  opensAt: Time | null;
  /** Null: stays open. */
  closesAt: Time | null;
}

export interface Deadline {
  /** A chapter's or a lesson's slug. */
  unit: string;
  dueAt: Time;
}

export interface Extension extends Deadline {
  userId: string;
  reason: string;
}

export interface Announcement {
  id: string;
  classId: string;
  createdBy: string;
  createdAt: Time;
  body: string;
}

/** Classes and what a teacher sets for them. What takes `by` is audited with it, in one transaction. */
export interface Classes {
  /** With `by` as its teacher. */
  create(by: Actor, values: { name: string; retentionAt?: Time | null }): Promise<Class>;
  get(id: string): Promise<Class | undefined>;
  /** Those somebody belongs to, oldest first. */
  of(userId: string): Promise<Class[]>;
  all(): Promise<Class[]>;
  update(by: Actor, id: string, changes: { name?: string; retentionAt?: Time | null }): Promise<Class>;
  archive(by: Actor, id: string, archived: boolean): Promise<Class>;

  /** `conflict` where the code is taken: try another. Earlier codes of the class are closed. */
  openCode(by: Actor, classId: string, code: string, expiresAt: Time): Promise<JoinCode>;
  closeCode(by: Actor, classId: string): Promise<void>;
  /** The open one of a class. */
  codeOf(classId: string): Promise<JoinCode | undefined>;
  /** The class that an open code leads to, unless it is archived. */
  byCode(code: string): Promise<Class | undefined>;

  /** A chapter that has no row is open. */
  setOpening(by: Actor, classId: string, opening: ChapterOpening): Promise<void>;
  openings(classId: string): Promise<ChapterOpening[]>;

  /** Null takes it away. */
  setDeadline(by: Actor, classId: string, unit: string, dueAt: Time | null): Promise<void>;
  deadlines(classId: string): Promise<Deadline[]>;
  /** Null takes it away. */
  setExtension(by: Actor, classId: string, extension: Omit<Extension, 'dueAt'> & { dueAt: Time | null }): Promise<void>;
  extensions(classId: string, userId?: string): Promise<Extension[]>;

  announce(by: Actor, classId: string, body: string): Promise<Announcement>;
  withdraw(by: Actor, classId: string, id: string): Promise<void>;
  /** Newest first. */
  announcements(classId: string): Promise<Announcement[]>;
}
