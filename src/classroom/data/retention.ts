import type { Actor, Json, Time } from './values.ts';

/** All that is held of one pupil, by table; hashes of secrets are left out. */
export interface PupilExport {
  format: 'handshake-pupil';
  version: 1;
  madeAt: Time;
  user: Json;
  tables: Record<string, Json[]>;
}

/** What goes and what is given out. What is deleted is gone from every table but the audit, which has only ids. */
export interface Retention {
  /** A pupil's data in a class; their user too where they are in no other and are no teacher. */
  deletePupil(by: Actor, classId: string, userId: string): Promise<void>;
  /** The class and everything in it, pupils who are in no other included. */
  deleteClass(by: Actor, classId: string): Promise<void>;
  /** Deletes pupils of classes whose date has passed, what has expired of sessions and tickets; how many pupils. */
  sweep(): Promise<{ pupils: number }>;
  exportPupil(by: Actor, userId: string): Promise<PupilExport>;
}
