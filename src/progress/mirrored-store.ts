import { createListeners } from './listeners.ts';
import type { Mirror } from './mirror.ts';
import type { Change, Store, StoreTrouble } from './store.ts';

/** A mirror that has not answered after this time, in milliseconds, is not waited for. */
const PATIENCE_MS = 2_000;

/**
 * Which of two texts of a key is the newer: the revision that stands in it, counted up with every write. Undefined
 * for a text that is not whole, and for keys that are not worth a mirror.
 */
export type RevisionOf = (key: string, text: string) => number | undefined;

/**
 * A store whose every write goes to `mirror` too. When it is made, the newer and whole text of each key wins, and
 * only then is it ready. What `local` cannot keep is safe as soon as the mirror has it.
 */
export function mirrorStore(local: Store, mirror: Mirror, revisionOf: RevisionOf, patience = PATIENCE_MS): Store {
  const changed = createListeners<[string | undefined, Change]>();
  const troubled = createListeners<[StoreTrouble | undefined]>();
  const readied = createListeners<[]>();
  /** What the mirror is known to hold of what `local` does not. */
  const safe = new Map<string, string>();
  const failed = new Set<string>();
  /** Keys on their way into the mirror; `true` when they have changed again meanwhile. */
  const moving = new Map<string, boolean>();
  /** Removed and perhaps written anew: the revisions begin again. */
  const removed = new Set<string>();
  const ways = new Set<Promise<void>>();
  /** What this page found of keys that it wrote before the two had met: its own revisions begin from there. */
  const found = new Map<string, number>();
  let ready = false;
  let silent = false;
  let trouble: StoreTrouble | undefined;

  const isUnsaved = (key: string): boolean => local.unsaved(key).includes(key);
  const weigh = (key: string, text: string | null): number => (text === null ? -1 : (revisionOf(key, text) ?? -1));

  function judge(): void {
    const next = silent || [...failed].some(isUnsaved) ? local.trouble : undefined;
    if (next === trouble) return;
    trouble = next;
    troubled.tell(next);
  }

  const met = meetMirror().finally(() => {
    silent = false;
    becomeReady();
  });
  setTimeout(() => {
    silent = !ready;
    becomeReady();
  }, patience);

  function becomeReady(): void {
    judge();
    if (ready) return;
    ready = true;
    readied.tell();
  }

  async function meetMirror(): Promise<void> {
    const there = new Map(await mirror.entries().catch(() => []));
    for (const [key, text] of there) {
      if (weigh(key, text) > (found.get(key) ?? weigh(key, local.get(key)))) take(key, text, 'recovered');
    }
    for (const key of local.keys('')) {
      if (local.get(key) !== there.get(key)) push(key);
    }
  }

  function take(key: string, text: string, change: Change): void {
    if (!local.set(key, text)) safe.set(key, text);
    changed.tell(key, change);
  }

  /** One write of a key at a time: an answer is about what was sent, and what came after it must not overtake it. */
  function push(key: string): void {
    if (moving.has(key)) return void moving.set(key, true);
    const way = moveAll(key).finally(() => ways.delete(way));
    ways.add(way);
  }

  async function moveAll(key: string): Promise<void> {
    do {
      moving.set(key, false);
      await met;
      await move(key).then(
        () => failed.delete(key),
        () => failed.add(key),
      );
      judge();
    } while (moving.get(key));
    moving.delete(key);
  }

  async function move(key: string): Promise<void> {
    moving.set(key, false);
    if (removed.delete(key)) await mirror.remove(key);
    const text = local.get(key);
    if (text === null) return;
    const mine = revisionOf(key, text);
    if (mine === undefined) return;
    // Two tabs may write the same revision. Where `local` has it, it has decided; where not, the first one stays.
    const least = isUnsaved(key) ? mine : mine + 1;
    const stayed = await mirror.put(key, text, there => there !== text && weigh(key, there) >= least);
    if (stayed === undefined) return void safe.set(key, text);
    if (!isUnsaved(key)) return;
    moving.set(key, false);
    take(key, stayed, 'collided');
  }

  local.onChange((key, change) => changed.tell(key, change));
  local.onTrouble(judge);

  return {
    get: local.get,
    set(key, text) {
      if (!found.has(key)) found.set(key, weigh(key, local.get(key)));
      const kept = local.set(key, text);
      push(key);
      return kept;
    },
    remove(key) {
      local.remove(key);
      // Before the two have met, what is not readable here may be whole there.
      if (!ready) return;
      removed.add(key);
      push(key);
    },
    keys: local.keys,
    unsaved: prefix => local.unsaved(prefix).filter(key => safe.get(key) !== local.get(key)),
    whenReady(then) {
      if (!ready) return readied.add(then);
      then();
      return () => {};
    },
    async settled() {
      await Promise.race([
        Promise.all(ways),
        new Promise(resolve => {
          setTimeout(resolve, patience);
        }),
      ]);
    },
    get trouble() {
      return trouble;
    },
    onTrouble: troubled.add,
    onChange: changed.add,
  };
}
