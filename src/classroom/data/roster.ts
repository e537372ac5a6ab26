import type { ClassRole } from './schema.ts';
import type { Actor, Time } from './values.ts';

export interface Member {
  classId: string;
  userId: string;
  name: string;
  role: ClassRole;
  phraseHash: string | null;
  externalId: string | null;
  joinedAt: Time;
}

export interface NewPupil {
  name: string;
  phraseHash: string | null;
  externalId?: string | null;
}

/** Who is in a class. What takes `by` is audited with it, in one transaction. */
export interface Roster {
  /** A new pupil, who is a new user; `by` is undefined when they join by themselves. */
  addPupil(by: Actor | undefined, classId: string, pupil: NewPupil): Promise<Member>;
  /** All or none, in the order given. */
  addPupils(by: Actor, classId: string, pupils: readonly NewPupil[]): Promise<Member[]>;
  /** Somebody who has an account: a teacher, an assistant, a pupil from elsewhere. Again changes the role. */
  add(by: Actor, classId: string, userId: string, role: ClassRole): Promise<Member>;
  /** Only for who has an account with an e-mail or identity; a pupil who is deleted goes by `retention`. `conflict`: the last teacher. */
  remove(by: Actor, classId: string, userId: string): Promise<void>;
  member(classId: string, userId: string): Promise<Member | undefined>;
  /** By name, then by when they joined. */
  members(classId: string, role?: ClassRole): Promise<Member[]>;
  /** Pupils of that very name (NFC, case counts): several may have one. */
  pupilsNamed(classId: string, name: string): Promise<Member[]>;
  rename(by: Actor, classId: string, userId: string, name: string): Promise<Member>;
  setPhrase(by: Actor, classId: string, userId: string, phraseHash: string): Promise<void>;
  setExternalId(by: Actor, classId: string, userId: string, externalId: string | null): Promise<void>;
}
