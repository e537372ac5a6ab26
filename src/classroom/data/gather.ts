/** How many wait for one batch at most. */
const AT_ONCE = 200;

interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

/**
 * Joins what comes while a batch is being written into the next one, by key, so that a disk that takes a while to write
 * is asked once for many. Where a batch fails, each of it is tried alone: one that is wrong fails no other.
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
    while (queue.length > 0) await settle(key, queue.splice(0, AT_ONCE));
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
