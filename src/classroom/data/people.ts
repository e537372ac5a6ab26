import type { SiteRole } from './schema.ts';
import type { Time } from './values.ts';

export interface User {
  id: string;
  name: string;
  role: SiteRole;
  email: string | null;
  passwordHash: string | null;
  createdAt: Time;
}

export interface NewUser {
  name: string;
  role: SiteRole;
  email?: string | null;
  passwordHash?: string | null;
}

/** Everybody who has an account here, with a password, from elsewhere or as a pupil. */
export interface People {
  /** Rejects with `conflict` where somebody has the e-mail. */
  create(user: NewUser): Promise<User>;
  /** The first owner; undefined where there is one already, also when two ask at once. */
  createFirstOwner(user: Omit<NewUser, 'role'>): Promise<User | undefined>;
  hasOwner(): Promise<boolean>;
  byId(id: string): Promise<User | undefined>;
  byEmail(email: string): Promise<User | undefined>;
  /** Who that is elsewhere: the issuer of an OpenID provider or LTI platform, and its `sub`. */
  byIdentity(issuer: string, subject: string): Promise<User | undefined>;
  /** Rejects with `conflict` where the identity is somebody else's. */
  addIdentity(userId: string, issuer: string, subject: string): Promise<void>;
  /** Owners and teachers, by name. */
  staff(): Promise<User[]>;
  /** Rejects with `missing` or `conflict`. */
  update(id: string, changes: Partial<Pick<User, 'name' | 'role' | 'email' | 'passwordHash'>>): Promise<User>;
}
