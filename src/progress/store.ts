/** Why what a reader does cannot be kept: `full` (quota), or `refused` (blocked, private window, no storage). */
export type StoreTrouble = 'full' | 'refused';

/**
 * A few strings by key that outlive the page, shared by all tabs. Nothing here throws: what the browser will not
 * keep stays in memory for as long as the page is open, and `trouble` says so.
 */
export interface Store {
  get(key: string): string | null;
  /** Returns whether the value will outlive the page. */
  set(key: string, value: string): boolean;
  remove(key: string): void;
  keys(prefix: string): string[];
  readonly trouble: StoreTrouble | undefined;
  /** Called when `trouble` changes. */
  onTrouble(listener: (trouble: StoreTrouble | undefined) => void): () => void;
  /** Called with the key that changed, here or in another tab; with `undefined` when all was cleared. */
  onChange(listener: (key: string | undefined, foreign: boolean) => void): () => void;
}

/** Where another tab's writes are heard: `window`, or a stand-in in tests. */
export type StorageEvents = Pick<EventTarget, 'addEventListener'>;

/** Wraps the browser's Storage; `undefined` where there is none or it may not be touched. */
export function createStore(storage: Storage | undefined, events?: StorageEvents): Store {
  /** What could not be written; `null` stands for a removal that was refused. */
  const memory = new Map<string, string | null>();
  const troubled = listeners<[StoreTrouble | undefined]>();
  const changed = listeners<[string | undefined, boolean]>();
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
    if (!storageArea || storageArea === storage) changed.tell(key ?? undefined, true);
  });

  return {
    get: key => memory.get(key) !== undefined ? memory.get(key)! : quietly(() => storage?.getItem(key) ?? null, null),
    set(key, value) {
      const kept = attempt(key, value);
      changed.tell(key, false);
      return kept;
    },
    remove(key) {
      attempt(key, null);
      changed.tell(key, false);
    },
    keys(prefix) {
      const stored = quietly(() => Array.from({ length: storage?.length ?? 0 }, (_, at) => storage!.key(at)!), []);
      const all = new Set([...stored, ...memory.keys()]);
      return [...all].filter(key => key.startsWith(prefix) && memory.get(key) !== null).sort();
    },
    get trouble() {
      return trouble;
    },
    onTrouble: troubled.add,
    onChange: changed.add,
  };
}

let ofThisPage: Store | undefined;

/** The page's own store; outside a browser one that keeps nothing. */
export function browserStore(): Store {
  if (typeof window === 'undefined') return createStore(undefined);
  // Reading `localStorage` itself throws where cookies are blocked.
  ofThisPage ??= createStore(quietly(() => window.localStorage, undefined), window);
  return ofThisPage;
}

function isFull(error: unknown, storage: Storage): boolean {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  // Some browsers refuse private windows by a quota of zero: nothing can be there then.
  return /quota/i.test(name) && quietly(() => storage.length > 0, false);
}

function quietly<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

function listeners<Args extends unknown[]>() {
  const all = new Set<(...args: Args) => void>();
  return {
    add(listener: (...args: Args) => void): () => void {
      all.add(listener);
      return () => void all.delete(listener);
    },
    tell(...args: Args): void {
      for (const listener of [...all]) listener(...args);
    },
  };
}
