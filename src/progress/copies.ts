import { sameFiles } from './code.ts';
import { copySchema, KEY, readRecord, writeRecord, type Copy } from './records.ts';
import type { Store } from './store.ts';

/** Kept for each lesson; the page says so beside the list. */
export const COPIES_KEPT = 10;

export interface KeptCopy extends Copy {
  id: string;
}

/** Copies of a lesson's code that something has replaced, the newest first: by their making here, not by any clock. */
export function listCopies(store: Store, slug: string): KeptCopy[] {
  const prefix = prefixOf(slug);
  const copies = store.keys(prefix).flatMap(key => {
    const copy = readRecord(store, key, copySchema);
    return copy ? [{ ...copy, id: key.slice(prefix.length) }] : [];
  });
  return copies.sort((a, b) => seqOf(b) - seqOf(a) || b.at - a.at || (a.id < b.id ? 1 : -1));
}

type NewCopy = Pick<Copy, 'files' | 'reason' | 'at'>;

/**
 * Keeps code that is about to be replaced, and returns the copy's id. The same code is not kept twice; beyond
 * `COPIES_KEPT` the oldest go. Code equal to the starter (no files) is not worth a copy.
 */
export function keepCopy(store: Store, slug: string, copy: NewCopy): string | undefined {
  if (Object.keys(copy.files).length === 0) return undefined;
  const others = listCopies(store, slug);
  const id = newId(copy.at);
  const kept = writeCopy(store, slug, id, copy, Math.max(0, ...others.map(seqOf)) + 1);
  // What may not outlive the page takes nobody's place.
  if (!kept) return id;
  const twins = others.filter(other => sameFiles(other.files, copy.files));
  const old = others.filter(other => !twins.includes(other)).slice(COPIES_KEPT - 1);
  for (const other of [...twins, ...old]) dropCopy(store, slug, other.id);
  return id;
}

/**
 * As `keepCopy`, of what programs cause: of that reason no more than `most`, because programs write more often than
 * readers do and would push out what these had replaced.
 */
export function keepFew(store: Store, slug: string, copy: NewCopy, most: number): void {
  const alike = listCopies(store, slug).filter(({ reason }) => reason === copy.reason);
  for (const { id } of alike.slice(most - 1)) dropCopy(store, slug, id);
  keepCopy(store, slug, copy);
}

/** Keeps under a name what changes as long as a question is open; it takes no other copy's place. */
export function keepOpenCopy(store: Store, slug: string, id: string, copy: NewCopy): void {
  if (Object.keys(copy.files).length === 0) return;
  const others = listCopies(store, slug).filter(other => other.id !== id);
  writeCopy(store, slug, id, copy, Math.max(0, ...others.map(seqOf)) + 1);
}

/**
 * Adds copies from elsewhere, newest first, behind those made here, as far as there is room for them. Returns how
 * many found none; what is here already needs none.
 */
export function addOlderCopies(store: Store, slug: string, copies: readonly NewCopy[]): number {
  const here = listCopies(store, slug);
  const fresh = copies.filter(({ files }) => !here.some(kept => sameFiles(kept.files, files)));
  const room = Math.max(0, COPIES_KEPT - here.length);
  const last = Math.min(0, ...here.map(seqOf));
  for (const [at, copy] of fresh.slice(0, room).entries()) writeCopy(store, slug, newId(copy.at), copy, last - 1 - at);
  return Math.max(0, fresh.length - room);
}

function writeCopy(store: Store, slug: string, id: string, { files, reason, at }: NewCopy, seq: number): boolean {
  return writeRecord(store, prefixOf(slug) + id, { v: 1, files, reason, at, seq });
}

export function dropCopy(store: Store, slug: string, id: string): void {
  store.remove(prefixOf(slug) + id);
}

/** Copies of before there was a sequence are older than all made since. */
const seqOf = ({ seq = 0 }: Pick<Copy, 'seq'>): number => seq;

let made = 0;

function newId(at: number): string {
  return `${at}-${made++}-${Math.random().toString(36).slice(2, 8)}`;
}

function prefixOf(slug: string): string {
  return `${KEY.copies}${slug}/`;
}
