import { setImmediate } from 'node:timers/promises';

/** How many wait for one batch at most. */
const AT_ONCE = 200;
/** Ms that a batch waits at most for those who are just coming. */
const LONGEST_WAIT_MS = 25;

interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

/**
 * Joins what comes while a batch is being written, and what is just coming, into the next one, by key, so that a disk that
 * takes a while to write is asked once for many. Where a batch fails, each of it is tried alone: one that is wrong fails
 * no other.
 */
export function gathering<Item, Result>(
  write: (key: string, items: readonly Item[]) => Promise<readonly Result[]>,
): (key: string, item: Item) => Promise<Result> {
  const queues = new Map<string, Waiting<Item, Result>[]>();

  const settle = async (key: string, batch: readonly Waiting<Item, Result>[]): Promise<void> => {
    try {
      const results = await write(
        key,
        batch.map(({ item }) => item),
      );
      batch.forEach(({ resolve }, index) => resolve(results[index]!));
    } catch (error) {
      if (batch.length === 1) batch[0]!.reject(error);
      else for (const one of batch) await settle(key, [one]);
    }
  };

  const run = async (key: string, queue: Waiting<Item, Result>[]): Promise<void> => {
    while (queue.length > 0) {
      await comers(queue);
      await settle(key, queue.splice(0, AT_ONCE));
    }
    queues.delete(key);
  };

  return (key, item) =>
    new Promise((resolve, reject) => {
      const queue = queues.get(key);
      if (queue) return void queue.push({ item, resolve, reject });
      const started = [{ item, resolve, reject }];
      queues.set(key, started);
      void run(key, started);
    });
}

/**
 * Resolves when a turn of the event loop has brought nothing new. SQLite writes with the whole thread: without this, each
 * request would be written by itself before the next is read, and whoever wants to connect would wait for all of them, for
 * a turn lets in one.
 */
async function comers(queue: readonly unknown[]): Promise<void> {
  const until = performance.now() + LONGEST_WAIT_MS;
  let before;
  do {
    before = queue.length;
    await setImmediate();
    await setImmediate();
  } while (queue.length > before && queue.length < AT_ONCE && performance.now() < until);
}
