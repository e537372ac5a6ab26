import { openDB, type IDBPDatabase } from 'idb';

/** A second place for the store's strings, slower to answer and sooner on the disk (decision 006). */
export interface Mirror {
  entries(): Promise<[key: string, text: string][]>;
  /**
   * Puts `text` there, unless `stays` says of what is there that it is to stay; resolves with that. Looking and
   * writing are one step, whatever other tabs do. Rejects where nothing can be kept.
   */
  put(key: string, text: string, stays: (there: string) => boolean): Promise<string | undefined>;
  remove(key: string): Promise<void>;
}

const RECORDS = 'records';

/** The mirror in IndexedDB. Opened when first used; where the browser refuses it, everything rejects. */
export function createMirror(name = 'handshake'): Mirror {
  let opened: Promise<IDBPDatabase> | undefined;

  async function within<T>(work: (db: IDBPDatabase) => Promise<T>): Promise<T> {
    const mine = (opened ??= connect(name));
    try {
      return await work(await mine);
    } catch (error) {
      // Browsers drop connections, some without a word: the next use gets a new one.
      if (opened === mine) opened = undefined;
      void mine.then(
        db => db.close(),
        () => {},
      );
      throw error;
    }
  }

  return {
    entries: () =>
      within(async db => {
        const { store, done } = db.transaction(RECORDS);
        const [keys, texts] = await Promise.all([store.getAllKeys(), store.getAll(), done]);
        return keys.map((key, at): [string, string] => [String(key), String(texts[at])]);
      }),
    put: (key, text, stays) =>
      within(async db => {
        // The disk itself, not only the system's buffers: a power cut is a crash too.
        const { store, done } = db.transaction(RECORDS, 'readwrite', { durability: 'strict' });
        const there = (await store.get(key)) as string | undefined;
        const kept = there !== undefined && stays(there);
        await Promise.all([kept ? undefined : store.put(text, key), done]);
        return kept ? there : undefined;
      }),
    remove: key => within(db => db.delete(RECORDS, key)),
  };
}

async function connect(name: string): Promise<IDBPDatabase> {
  return openDB(name, 1, { upgrade: db => void db.createObjectStore(RECORDS) });
}
