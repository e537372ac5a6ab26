import type { Audit } from './audit.ts';
import type { Change } from './changes.ts';
import type { Classes } from './classes.ts';
import type { Comments, Grades } from './grades.ts';
import type { People } from './people.ts';
import type { Retention } from './retention.ts';
import type { Roster } from './roster.ts';
import type { Passkeys, Sessions, Throttle, Tickets } from './sessions.ts';
import type { Settings } from './settings.ts';
import type { Submissions } from './submissions.ts';
import type { Work } from './work.ts';

/** Every store, over one database or within one transaction. */
export interface StoreSet {
  people: People;
  sessions: Sessions;
  passkeys: Passkeys;
  tickets: Tickets;
  throttle: Throttle;
  classes: Classes;
  roster: Roster;
  work: Work;
  submissions: Submissions;
  grades: Grades;
  comments: Comments;
  audit: Audit;
  settings: Settings;
}

/**
 * The data of a class. What resolves is on the disk; what rejects, with a `DataError` where the database is at fault,
 * has left nothing.
 */
export interface Stores extends StoreSet {
  retention: Retention;
  kind: 'sqlite' | 'postgres';
  /** All of what `work` does with the stores it is given, or nothing of it; it may be called again after a conflict. */
  transaction<T>(work: (stores: StoreSet) => Promise<T>): Promise<T>;
  /**
   * Called after each change in a class, in whichever process it was made (SQLite: this one); gives what ends it. After
   * the connection was lost, `listener` is called without a change: read everything again.
   */
  onChange(classId: string, listener: (change: Change | undefined) => void): () => void;
  /** Rejects with `gone` or `busy` where the database does not answer. */
  ping(): Promise<void>;
  /** Waits for what is under way. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** `postgres://...`, or the path of an SQLite file, which is made where there is none. */
  url: string;
  /** Milliseconds since 1970; `Date.now` unless told. */
  now?: () => number;
}
