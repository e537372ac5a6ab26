export interface Listeners<Args extends unknown[]> {
  /** Returns what takes it off again. */
  add(listener: (...args: Args) => void): () => void;
  tell(...args: Args): void;
}

export function createListeners<Args extends unknown[]>(): Listeners<Args> {
  const all = new Set<(...args: Args) => void>();
  return {
    add(listener) {
      all.add(listener);
      return () => void all.delete(listener);
    },
    tell(...args) {
      for (const listener of [...all]) listener(...args);
    },
  };
}
