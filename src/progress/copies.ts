import type { FileMap } from '../course/workspace.ts';
import { sameFiles } from './code.ts';
import { copySchema, KEY, readRecord, writeRecord, type Copy, type CopyReason } from './records.ts';
import type { Store } from './store.ts';

/** Kept for each lesson; the page says so beside the list. */
export const COPIES_KEPT = 10;

export interface KeptCopy extends Copy {
  id: string;
}

/** Copies of a lesson's code that something has replaced, newest first. */
export function listCopies(store: Store, slug: string): KeptCopy[] {
  const prefix = prefixOf(slug);
  const copies = store.keys(prefix).flatMap(key => {
    const copy = readRecord(store, key, copySchema);
    return copy ? [{ ...copy, id: key.slice(prefix.length) }] : [];
  });
  return copies.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
}

/**
 * Keeps code that is about to be replaced, and returns the copy's id. The same code is not kept twice; beyond
 * `COPIES_KEPT` the oldest go. Code equal to the starter (no files) is not worth a copy.
 */
export function keepCopy(
  store: Store, slug: string, copy: { files: FileMap; reason: CopyReason; at: number }, id = newId(copy.at),
): string | undefined {
  if (Object.keys(copy.files).length === 0) return undefined;
  const twin = listCopies(store, slug).find(kept => kept.id !== id && sameFiles(kept.files, copy.files));
  if (twin) dropCopy(store, slug, twin.id);
  writeRecord(store, prefixOf(slug) + id, { v: 1, ...copy });
  for (const old of listCopies(store, slug).slice(COPIES_KEPT)) dropCopy(store, slug, old.id);
  return id;
}

export function dropCopy(store: Store, slug: string, id: string): void {
  store.remove(prefixOf(slug) + id);
}

let made = 0;

function newId(at: number): string {
  return `${at}-${made++}-${Math.random().toString(36).slice(2, 8)}`;
}

function prefixOf(slug: string): string {
  return `${KEY.copies}${slug}/`;
}
