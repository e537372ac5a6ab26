import { draftSchema, KEY, readRecord } from './records.ts';
import type { Store } from './store.ts';

/** By store and key, the text that the reader has saved to a file. */
const taken = new WeakMap<Store, Map<string, string | null>>();

/** Remembers that the reader has this lesson's draft, as it is now, in a file of their own. */
export function draftTakenAway(store: Store, slug: string): void {
  const key = KEY.drafts + slug;
  if (!taken.has(store)) taken.set(store, new Map());
  taken.get(store)!.set(key, store.get(key));
}

/** Whether code of any lesson would be lost with the page: drafts and copies that nothing has kept. */
export function codeAtRisk(store: Store): boolean {
  const isDraft = (key: string): boolean =>
    Object.keys(readRecord(store, key, draftSchema)?.files ?? {}).length > 0 &&
    taken.get(store)?.get(key) !== store.get(key);
  return store.unsaved(KEY.copies).length > 0 || store.unsaved(KEY.drafts).some(isDraft);
}
