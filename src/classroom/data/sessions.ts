import type { User } from './people.ts';
import type { Json, Time } from './values.ts';

export interface Session {
  tokenHash: string;
  userId: string;
  createdAt: Time;
  expiresAt: Time;
  seenAt: Time;
}

export interface Passkey {
  id: string;
  userId: string;
  publicKey: string;
  counter: number;
  transports: string[];
  label: string;
  createdAt: Time;
  usedAt: Time | null;
}

/** Who is logged in, and by what; tokens come hashed. */
export interface Sessions {
  open(session: { tokenHash: string; userId: string; expiresAt: Time }): Promise<Session>;
  /** Undefined where there is none or it has expired. */
  find(tokenHash: string): Promise<{ session: Session; user: User } | undefined>;
  /** Notes that it was used, and until when it holds now. */
  touch(tokenHash: string, expiresAt: Time): Promise<void>;
  close(tokenHash: string): Promise<void>;
  /** All of a user, but the one given. */
  closeAll(userId: string, exceptTokenHash?: string): Promise<void>;
}

export interface Passkeys {
  add(passkey: Omit<Passkey, 'createdAt' | 'usedAt'>): Promise<Passkey>;
  find(id: string): Promise<Passkey | undefined>;
  of(userId: string): Promise<Passkey[]>;
  /** False where the counter has not grown (WebAuthn, 6.1.1: a copy may be about); two zeros are no counter. */
  use(id: string, counter: number): Promise<boolean>;
  remove(userId: string, id: string): Promise<void>;
}

/** Good for one use, in whichever process: set-up links, challenges, states and nonces. */
export interface Tickets {
  /** `key` is stored hashed; false where it is there already, as when a nonce comes twice. */
  put(purpose: string, key: string, value: Json, expiresAt: Time): Promise<boolean>;
  /** Whether it could be taken, without doing so. */
  peek(purpose: string, key: string): Promise<Json | undefined>;
  /** Its value, to one caller only; undefined when it is gone, expired or never was. */
  take(purpose: string, key: string): Promise<Json | undefined>;
}

/** Counts tries over all processes. */
export interface Throttle {
  /** Counts one; allowed up to `limit` in a window of `windowMs` that begins with the first. The key is stored hashed. */
  hit(key: string, limit: number, windowMs: number): Promise<{ allowed: boolean; retryAfterMs: number }>;
  /** As after a log-in that was right. */
  forget(key: string): Promise<void>;
}
