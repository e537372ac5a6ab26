import type { Context, Db } from './context.ts';
import { digest, fromJson, type Json, type Time } from './values.ts';

/** Good for one use, in whichever process: set-up links, challenges, states and nonces. */
export interface Tickets {
  /** `key` is stored hashed; false where it is there already, as when a nonce comes twice. */
  put(purpose: string, key: string, value: Json, expiresAt: Time): Promise<boolean>;
  /** Whether it could be taken, without doing so. */
  peek(purpose: string, key: string): Promise<Json | undefined>;
  /** Its value, to one caller only; undefined when it is gone, expired or never was. */
  take(purpose: string, key: string): Promise<Json | undefined>;
}

export function ticketsStore(context: Context): Tickets {
  const held = (db: Db, purpose: string, key: string) =>
    db.selectFrom('ticket').select('value').where('purpose', '=', purpose).where('keyHash', '=', digest(key));
  const drop = (db: Db, purpose: string, key: string) =>
    db.deleteFrom('ticket').where('purpose', '=', purpose).where('keyHash', '=', digest(key));

  return {
    put: (purpose, key, value, expiresAt) =>
      context.write(async ({ db, now }) => {
        await drop(db, purpose, key).where('expiresAt', '<=', now()).execute();
        const row = await db
          .insertInto('ticket')
          .values({ purpose, keyHash: digest(key), value: JSON.stringify(value), expiresAt })
          .onConflict(conflict => conflict.doNothing())
          .returning('purpose')
          .executeTakeFirst();
        return row !== undefined;
      }),
    peek: (purpose, key) =>
      context.read(async db => {
        const row = await held(db, purpose, key).where('expiresAt', '>', context.now()).executeTakeFirst();
        return row && fromJson(row.value);
      }),
    take: (purpose, key) =>
      context.write(async ({ db, now }) => {
        const row = await drop(db, purpose, key).returning(['value', 'expiresAt']).executeTakeFirst();
        return row && row.expiresAt > now() ? fromJson(row.value) : undefined;
      }),
  };
}
