import type { Context, Tx } from './context.ts';
import type { User } from './people.ts';
import type { SessionTable } from './schema.ts';
import type { Time } from './values.ts';

export type Session = SessionTable;

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

export function sessionsStore(context: Context): Sessions {
  return {
    open: ({ tokenHash, userId, expiresAt }) =>
      context.write(({ db, now }) =>
        db
          .insertInto('session')
          .values({ tokenHash, userId, expiresAt, createdAt: now(), seenAt: now() })
          .returningAll()
          .executeTakeFirstOrThrow(),
      ),
    find: tokenHash =>
      context.read(async db => {
        // One question, not two: every request asks it.
        const row = await db
          .selectFrom('session')
          .innerJoin('user', 'user.id', 'session.userId')
          .selectAll('user')
          .select(['tokenHash', 'userId', 'expiresAt', 'seenAt', 'session.createdAt as openedAt'])
          .where('tokenHash', '=', tokenHash)
          .where('expiresAt', '>', context.now())
          .executeTakeFirst();
        if (!row) return undefined;
        const { userId, expiresAt, seenAt, openedAt, tokenHash: _, ...user } = row;
        return { session: { tokenHash, userId, expiresAt, seenAt, createdAt: openedAt }, user };
      }),
    touch: (tokenHash, expiresAt) =>
      context.write(async ({ db, now }) => {
        const set = { seenAt: now(), expiresAt };
        await db.updateTable('session').set(set).where('tokenHash', '=', tokenHash).execute();
      }),
    close: tokenHash =>
      context.write(async ({ db }) => {
        await db.deleteFrom('session').where('tokenHash', '=', tokenHash).execute();
      }),
    closeAll: (userId, exceptTokenHash = '') =>
      context.write(async ({ db }) => {
        const theirs = db.deleteFrom('session').where('userId', '=', userId);
        await theirs.where('tokenHash', '!=', exceptTokenHash).execute();
      }),
  };
}

/** What has expired and is of no use to anybody. */
export async function dropExpired({ db, now }: Tx): Promise<void> {
  const DAY = 24 * 60 * 60 * 1000;
  await db.deleteFrom('session').where('expiresAt', '<=', now()).execute();
  await db.deleteFrom('ticket').where('expiresAt', '<=', now()).execute();
  await db
    .deleteFrom('throttle')
    .where('startedAt', '<', now() - DAY)
    .execute();
}
