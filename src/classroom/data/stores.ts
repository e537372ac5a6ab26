import type { Audit } from './audit.ts';
import type { Change } from './changes.ts';
import type { Classes } from './classes.ts';
import type { Comments } from './comments.ts';
import type { Grades } from './grades.ts';
import type { Lti } from './lti/store.ts';
import type { Passkeys } from './passkeys.ts';
import type { People } from './people.ts';
import type { Retention } from './retention.ts';
import type { Roster } from './roster.ts';
import type { Sessions } from './sessions.ts';
import type { Settings } from './settings.ts';
import type { Submissions } from './submissions.ts';
import type { Throttle } from './throttle.ts';
import type { Tickets } from './tickets.ts';
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
  lti: Lti;
  audit: Audit;
  settings: Settings;
}

export type OnChange = (classId: string, listener: (change: Change | undefined) => void) => () => void;

/**
 * The data of a class. What resolves is on the disk; what rejects, with a `DataError` where the database is at fault,
 * has left nothing.
 */
export interface Stores extends StoreSet {
  retention: Retention;
  kind: 'sqlite' | 'postgres';
  /** All of what `work` does with the stores it is given, or nothing of it; nothing slow in it, and it may be called again after a clash. */
  transaction<T>(work: (stores: StoreSet) => Promise<T>): Promise<T>;
  /**
   * Called after each change in a class, in whichever process it was made (SQLite: this one); gives what ends it. After
   * the connection was lost, `listener` is called without a change: read everything again.
   */
  onChange: OnChange;
  /** Rejects with `gone` or `busy` where the database does not answer. */
  ping(): Promise<void>;
  /** Waits for what is under way. */
  close(): Promise<void>;
}
