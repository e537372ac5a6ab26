import type { Change } from './changes.ts';

type Listener = (change: Change | undefined) => void;

/** Who is to be told of changes, by class. */
export class Live {
  readonly #ofClass = new Map<string, Set<Listener>>();
  readonly #ofAll = new Set<Listener>();

  on(classId: string, listener: Listener): () => void {
    const listeners = this.#ofClass.get(classId) ?? new Set();
    this.#ofClass.set(classId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#ofClass.get(classId) === listeners) this.#ofClass.delete(classId);
    };
  }

  onAny(listener: Listener): () => void {
    this.#ofAll.add(listener);
    return () => void this.#ofAll.delete(listener);
  }

  tell(change: Change): void {
    this.#call([...(this.#ofClass.get(change.classId) ?? []), ...this.#ofAll], change);
  }

  /** Changes may have been missed: everybody is to read again. */
  missed(): void {
    this.#call([...[...this.#ofClass.values()].flatMap(listeners => [...listeners]), ...this.#ofAll], undefined);
  }

  /** Each by itself: one that throws fails neither the others nor whoever has just written. */
  #call(listeners: readonly Listener[], change: Change | undefined): void {
    for (const listener of listeners) queueMicrotask(() => listener(change));
  }
}
