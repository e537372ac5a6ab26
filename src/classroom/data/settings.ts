import type { Context, Db, Tx } from './context.ts';
import { found } from './errors.ts';
import { fromJson, type Json } from './values.ts';

/** What the owner has set, and what the server remembers of itself; by key. */
export interface Settings {
  get(key: string): Promise<Json | undefined>;
  set(key: string, value: Json): Promise<void>;
  /** Its value, or that which `make` makes where it has none: one for all processes, as for a secret key. */
  getOrMake(key: string, make: () => Json): Promise<Json>;
  remove(key: string): Promise<void>;
}

export function settingsStore(context: Context): Settings {
  const read = async (db: Db, key: string): Promise<Json | undefined> => {
    const row = await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
    return row && fromJson(row.value);
  };
  const rowOf = (tx: Tx, key: string, value: Json) => ({ key, value: JSON.stringify(value), changedAt: tx.now() });

  return {
    get: key => context.read(db => read(db, key)),
    set: (key, value) =>
      context.write(async tx => {
        const { key: _, ...set } = rowOf(tx, key, value);
        const row = tx.db.insertInto('setting').values(rowOf(tx, key, value));
        await row.onConflict(conflict => conflict.column('key').doUpdateSet(set)).execute();
      }),
    getOrMake: (key, make) =>
      context.write(async tx => {
        const held = await read(tx.db, key);
        if (held !== undefined) return held;
        const row = tx.db.insertInto('setting').values(rowOf(tx, key, make()));
        await row.onConflict(conflict => conflict.doNothing()).execute();
        return found(await read(tx.db, key), 'the setting');
      }),
    remove: key =>
      context.write(async ({ db }) => {
        await db.deleteFrom('setting').where('key', '=', key).execute();
      }),
  };
}
