/** A browser's Storage for tests: shared by several fake tabs, with a quota in characters. */
export class FakeStorage implements Storage {
  [name: string]: unknown;
  readonly #items = new Map<string, string>();
  readonly #tabs = new Set<EventTarget>();
  quota = Infinity;
  /** Every write is refused, as where a policy forbids it. */
  refuses = false;

  get length(): number {
    return this.#items.size;
  }

  key(at: number): string | null {
    return [...this.#items.keys()][at] ?? null;
  }

  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    if (this.refuses) throw new DOMException('not here', 'SecurityError');
    const others = [...this.#items].filter(([name]) => name !== key);
    const used = others.reduce((sum, [name, text]) => sum + name.length + text.length, 0);
    if (used + key.length + value.length > this.quota) throw new DOMException('too much', 'QuotaExceededError');
    this.#items.set(key, value);
  }

  removeItem(key: string): void {
    this.#items.delete(key);
  }

  clear(): void {
    this.#items.clear();
  }

  /** The `window` of another tab; a write becomes visible there when `deliver` is called. */
  tab(): EventTarget {
    const tab = new EventTarget();
    this.#tabs.add(tab);
    return tab;
  }

  /** Tells every tab but the writer that a key has changed. */
  deliver(from: EventTarget, key: string | null): void {
    for (const tab of this.#tabs) {
      if (tab !== from) tab.dispatchEvent(Object.assign(new Event('storage'), { key, storageArea: this }));
    }
  }
}
