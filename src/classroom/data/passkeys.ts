import type { Context } from './context.ts';
import type { PasskeyTable } from './schema.ts';
import { fromJson, type Time } from './values.ts';

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

/** Keys with which somebody logs in instead of a password (WebAuthn). */
export interface Passkeys {
  add(passkey: Omit<Passkey, 'createdAt' | 'usedAt'>): Promise<Passkey>;
  find(id: string): Promise<Passkey | undefined>;
  of(userId: string): Promise<Passkey[]>;
  /** False where the counter has not grown (WebAuthn, 6.1.1: a copy may be about); two zeros are no counter. */
  use(id: string, counter: number): Promise<boolean>;
  remove(userId: string, id: string): Promise<void>;
  removeAll(userId: string): Promise<void>;
}

export function passkeysStore(context: Context): Passkeys {
  return {
    add: passkey =>
      context.write(async ({ db, now }) => {
        const row = { ...passkey, transports: JSON.stringify(passkey.transports), createdAt: now(), usedAt: null };
        return passkeyOf(await db.insertInto('passkey').values(row).returningAll().executeTakeFirstOrThrow());
      }),
    find: id =>
      context.read(async db => {
        const row = await db.selectFrom('passkey').selectAll().where('id', '=', id).executeTakeFirst();
        return row && passkeyOf(row);
      }),
    of: userId =>
      context.read(async db => {
        const rows = db.selectFrom('passkey').selectAll().where('userId', '=', userId);
        return (await rows.orderBy('createdAt').orderBy('id').execute()).map(passkeyOf);
      }),
    use: (id, counter) =>
      context.write(async ({ db, now }) => {
        const used = await db
          .updateTable('passkey')
          .set({ counter, usedAt: now() })
          .where('id', '=', id)
          .where('counter', counter === 0 ? '=' : '<', counter)
          .returning('id')
          .executeTakeFirst();
        return used !== undefined;
      }),
    remove: (userId, id) =>
      context.write(async ({ db }) => {
        await db.deleteFrom('passkey').where('userId', '=', userId).where('id', '=', id).execute();
      }),
    removeAll: userId =>
      context.write(async ({ db }) => {
        await db.deleteFrom('passkey').where('userId', '=', userId).execute();
      }),
  };
}

const passkeyOf = (row: PasskeyTable): Passkey => ({ ...row, transports: fromJson(row.transports) as string[] });
