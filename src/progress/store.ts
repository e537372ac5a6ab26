import { createListeners } from './listeners.ts';

/** Why what a reader does cannot be kept: `full` (quota), or `refused` (blocked, private window, no storage). */
export type StoreTrouble = 'full' | 'refused';

/**
 * Who changed a key: this page, another tab; `recovered`: found in the mirror, newer than what was here; `collided`:
 * another tab's value, in the place of one of this page that came too late.
 */
export type Change = 'here' | 'elsewhere' | 'recovered' | 'collided';

/**
 * A few strings by key that outlive the page, shared by all tabs. Nothing here throws: what the browser will not
 * keep stays in memory for as long as the page is open, and `trouble` says so.
 */
export interface Store {
  get(key: string): string | null;
  /** Returns whether the value is certain already to outlive the page; `settled` and `unsaved` tell for all. */
  set(key: string, value: string): boolean;
  remove(key: string): void;
  keys(prefix: string): string[];
  /** Keys whose value would be lost with the page now. */
  unsaved(prefix: string): string[];
  /** Calls at once, or as soon as all that was kept is known. Returns what calls it off. */
  whenReady(then: () => void): () => void;
  /** Resolves when it is known of every write so far whether it will outlive the page. */
  settled(): Promise<void>;
  readonly trouble: StoreTrouble | undefined;
  /** Called when `trouble` changes. */
  onTrouble(listener: (trouble: StoreTrouble | undefined) => void): () => void;
  /** Called with the key that changed, here or in another tab; with `undefined` when all was cleared. */
  onChange(listener: (key: string | undefined, change: Change) => void): () => void;
}

/** Where another tab's writes are heard: `window`, or a stand-in in tests. */
export type StorageEvents = Pick<EventTarget, 'addEventListener'>;

/** Wraps the browser's Storage; `undefined` where there is none or it may not be touched. */
export function createStore(storage: Storage | undefined, events?: StorageEvents): Store {
  /** What could not be written; `null` stands for a removal that was refused. */
  const memory = new Map<string, string | null>();
  const troubled = createListeners<[StoreTrouble | undefined]>();
  const changed = createListeners<[string | undefined, Change]>();
  let trouble: StoreTrouble | undefined = storage ? undefined : 'refused';

  const setTrouble = (next: StoreTrouble | undefined): void => {
    if (next === trouble) return;
    trouble = next;
    troubled.tell(next);
  };
  const attempt = (key: string, value: string | null): boolean => {
    try {
      if (!storage) throw new Error('no storage');
      if (value === null) storage.removeItem(key);
      else storage.setItem(key, value);
      memory.delete(key);
    } catch (error) {
      memory.set(key, value);
      setTrouble(storage && isFull(error, storage) ? 'full' : 'refused');
      return false;
    }
    if (memory.size === 0) setTrouble(undefined);
    return true;
  };

  events?.addEventListener('storage', event => {
    const { key, storageArea } = event as StorageEvent;
    if (!storageArea || storageArea === storage) changed.tell(key ?? undefined, 'elsewhere');
  });

  return {
    get: key => (memory.get(key) !== undefined ? memory.get(key)! : quietly(() => storage?.getItem(key) ?? null, null)),
    set(key, value) {
      const kept = attempt(key, value);
      changed.tell(key, 'here');
      return kept;
    },
    remove(key) {
      attempt(key, null);
      changed.tell(key, 'here');
    },
    keys(prefix) {
      const stored = quietly(() => Array.from({ length: storage?.length ?? 0 }, (_, at) => storage!.key(at)!), []);
      const all = new Set([...stored, ...memory.keys()]);
      return [...all].filter(key => key.startsWith(prefix) && memory.get(key) !== null).sort();
    },
    unsaved: prefix => [...memory].flatMap(([key, value]) => (value !== null && key.startsWith(prefix) ? [key] : [])),
    whenReady(then) {
      then();
      return () => {};
    },
    settled: async () => {},
    get trouble() {
      return trouble;
    },
    onTrouble: troubled.add,
    onChange: changed.add,
  };
}

function isFull(error: unknown, storage: Storage): boolean {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  // Some browsers refuse private windows by a quota of zero: nothing can be there then.
  return /quota/i.test(name) && quietly(() => storage.length > 0, false);
}

/** What `read` gives, or `otherwise` where the browser throws: even `window.localStorage` does where cookies are blocked. */
export function quietly<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
