import type { FileMap } from '../course/workspace.ts';
import { sameFiles } from './code.ts';
import { dropCopy, keepCopy, keepOpenCopy } from './copies.ts';
import { draftSchema, KEY, readRecord, writeRecord, type Draft } from './records.ts';
import type { Store } from './store.ts';

/** A tab that dies loses at most what was typed in this time. */
export const WRITE_AFTER_MS = 400;

/** Another tab has written since this one last read: two versions, and nobody but the reader can choose. */
export interface DraftConflict {
  mine: FileMap;
  theirs: FileMap;
  /** When the other tab wrote, ms since 1970. */
  theirsAt: number;
}

export interface DraftKeeperOptions {
  store: Store;
  slug: string;
  /** Digest of the present starter. */
  version: string;
  /** Names this page load; never copied to another tab, as sessionStorage would be. */
  tab?: string;
  /**
   * A tab in which nothing was typed follows the other tab's writes; so does one that nobody looks at, unless it has
   * unwritten edits of its own.
   */
  isHidden?: () => boolean;
  now?: () => number;
}

export interface DraftKeeper {
  /** The learner's changed files as they are now, written or not. */
  readonly files: FileMap;
  /** The starter version that `files` were written over; differs from the present one after a lesson's update. */
  readonly version: string;
  readonly conflict: DraftConflict | undefined;
  /** Takes an edit; it is written within `WRITE_AFTER_MS`. `version` says that the new starter has been seen. */
  edit(files: FileMap, version?: string): void;
  /** Writes at once: before the page goes away. */
  flush(): void;
  /** Settles a conflict; the version not chosen is kept as a copy. */
  resolve(choice: 'mine' | 'theirs'): void;
  /** Looks at the store again: after the page comes back from the back/forward cache. */
  refresh(): void;
  /** Called when `conflict` changes, and when `files` were taken from another tab. */
  onChange(listener: () => void): () => void;
  dispose(): void;
}

/** Keeps one lesson's draft in the store while its page is open in this tab. */
export function keepDraft(options: DraftKeeperOptions): DraftKeeper {
  const { store, slug, isHidden = () => false, now = Date.now } = options;
  const tab = options.tab ?? randomName();
  const key = KEY.drafts + slug;
  const listeners = new Set<() => void>();
  const read = (): Draft | undefined => readRecord(store, key, draftSchema);

  /** The stored draft that this tab last read or wrote. */
  let base = read();
  let files: FileMap = base?.files ?? {};
  let version = base && Object.keys(base.files).length > 0 ? base.version : options.version;
  let dirty = false;
  let touched = false;
  let conflict: DraftConflict | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = (): void => listeners.forEach(listener => listener());
  const isBase = (draft: Draft): boolean => draft.revision === base?.revision && draft.tab === base.tab;

  function write(over: Draft | undefined): void {
    base = { v: 1, files, version, revision: (over?.revision ?? base?.revision ?? 0) + 1, tab, at: now() };
    dirty = false;
    writeRecord(store, key, base);
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (!dirty) return;
    const stored = read();
    if (stored && !isBase(stored) && !sameFiles(stored.files, files)) return dispute(stored);
    write(stored);
    if (conflict) settle();
  }

  /** Nothing of ours goes over theirs; ours lies beside it, so that a crash now loses neither. */
  function dispute(theirs: Draft): void {
    dirty = false;
    keepOpenCopy(store, slug, tab, { files, reason: 'unresolved', at: now() });
    conflict = { mine: files, theirs: theirs.files, theirsAt: theirs.at };
    tell();
  }

  function settle(): void {
    conflict = undefined;
    dropCopy(store, slug, tab);
    tell();
  }

  function adopt(draft: Draft): void {
    base = draft;
    files = draft.files;
    version = draft.version;
    dirty = false;
  }

  function refresh(mayFollow = !touched || isHidden()): void {
    const stored = read();
    if (!stored || isBase(stored)) return;
    if (sameFiles(stored.files, files)) {
      adopt(stored);
      if (conflict) settle();
    } else if (!dirty && !conflict && mayFollow && stored.revision > (base?.revision ?? -1)) {
      adopt(stored);
      tell();
    } else {
      dispute(stored);
    }
  }

  function resolve(choice: 'mine' | 'theirs'): void {
    if (!conflict) return;
    const stored = read();
    clearTimeout(timer);
    timer = undefined;
    const theirs = stored?.files ?? conflict.theirs;
    keepCopy(store, slug, { files: choice === 'theirs' ? files : theirs, reason: 'other-tab', at: now() });
    if (choice === 'theirs') files = theirs;
    if (stored && choice === 'theirs') adopt(stored);
    else write(stored);
    settle();
  }

  const stopListening = store.onChange((changed, change) => {
    if (change === 'here' || (changed !== key && changed !== undefined)) return;
    // What was found late is what the reader had: it comes into its place, unless they have written here since.
    refresh(change === 'collided' ? false : !touched || (change === 'elsewhere' && isHidden()));
  });

  return {
    get files() {
      return files;
    },
    get version() {
      return version;
    },
    get conflict() {
      return conflict;
    },
    edit(next, seen = version) {
      if (sameFiles(next, files) && seen === version) return;
      files = next;
      version = seen;
      dirty = true;
      touched = true;
      if (conflict) conflict = { ...conflict, mine: files };
      timer ??= setTimeout(flush, WRITE_AFTER_MS);
    },
    flush,
    resolve,
    refresh: () => refresh(),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    dispose() {
      flush();
      stopListening();
      listeners.clear();
    },
  };
}

function randomName(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(6)), byte => byte.toString(16).padStart(2, '0')).join('');
}
