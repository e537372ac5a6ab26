import { computed, signal, type ReadonlySignal } from '@preact/signals';

import type { Exercise } from '../../course/exercise.ts';
import { isWritable, judgedFiles } from '../../course/file-modes.ts';
import { overlay, type FileMap } from '../../course/workspace.ts';
import {
  changedFiles,
  codeName,
  dropCopy,
  keepCopy,
  keepDraft,
  listCopies,
  sameFiles,
  type CopyReason,
  type DraftConflict,
  type DraftKeeper,
  type KeptCopy,
  type Store,
} from '../../progress/index.ts';

/** What has just replaced the learner's code; the reader can have the old code back. */
export type Replacement = 'reset' | 'solution' | 'starter' | 'restore';

interface Options {
  slug: string;
  exercise: Exercise;
  starter: FileMap;
  version: string;
  isHidden(): boolean;
  now(): number;
}

/** The learner's code: the starter with their draft over it, and every way in which something else may replace it. */
export class Code {
  readonly #options: Options;
  readonly #draft = signal<FileMap>({});
  readonly #conflict = signal<DraftConflict | undefined>(undefined);
  readonly #copies = signal<readonly KeptCopy[]>([]);
  readonly #outdated = signal(false);
  readonly #replaced = signal<{ by: Replacement; draft: FileMap; version: string } | undefined>(undefined);
  #keeper: DraftKeeper | undefined;
  #store: Store | undefined;
  readonly #tab = Math.random().toString(36).slice(2);

  /** All files of the exercise, as the reader sees them. */
  readonly files: ReadonlySignal<FileMap>;
  /** The same as Check judges them: see `judgedFiles`. */
  readonly judged: ReadonlySignal<FileMap>;
  readonly changed: ReadonlySignal<boolean>;
  /** See `codeName`: of what is judged. */
  readonly name: ReadonlySignal<string>;

  constructor(options: Options) {
    this.#options = options;
    this.files = computed(() => {
      const mine = Object.entries(this.#draft.value).filter(([path]) => isWritable(options.exercise.files[path]));
      return overlay(options.starter, Object.fromEntries(mine));
    });
    this.changed = computed(() => Object.keys(changedFiles(this.files.value, options.starter)).length > 0);
    this.judged = computed(() => judgedFiles(this.files.value, options.starter, options.exercise.files));
    this.name = computed(() => codeName(this.judged.value));
  }

  get conflict(): ReadonlySignal<DraftConflict | undefined> {
    return this.#conflict;
  }
  /** The draft was made over another version of the starter. */
  get outdated(): ReadonlySignal<boolean> {
    return this.#outdated;
  }
  get copies(): ReadonlySignal<readonly KeptCopy[]> {
    return this.#copies;
  }
  /** The last replacement, until it is undone or the reader goes on. */
  get replaced(): ReadonlySignal<{ by: Replacement } | undefined> {
    return this.#replaced;
  }

  /** Takes up the stored draft. Returns what ends it. */
  attach(store: Store): () => void {
    const { slug, version, isHidden, now } = this.#options;
    this.#store = store;
    const keeper = keepDraft({ store, slug, version, tab: this.#tab, isHidden, now });
    this.#keeper = keeper;
    this.#takeEarlyEdits(keeper, store);
    const sync = (): void => {
      this.#draft.value = keeper.files;
      this.#conflict.value = keeper.conflict;
      this.#outdated.value = keeper.version !== version && this.changed.value;
      this.#listCopies();
    };
    keeper.onChange(sync);
    sync();
    return () => {
      keeper.dispose();
      this.#keeper = undefined;
    };
  }

  edit(path: string, text: string): void {
    const { exercise, starter } = this.#options;
    if (!isWritable(exercise.files[path]) || this.files.value[path] === text) return;
    const { [path]: _, ...rest } = this.#draft.value;
    this.#set(text === starter[path] ? rest : { ...rest, [path]: text });
  }

  /** The starter again. */
  reset(): void {
    this.#replace('reset', {});
  }

  takeSolution(solution: FileMap): void {
    const { exercise, starter } = this.#options;
    const answer = Object.entries(solution).filter(([path]) => exercise.files[path] === 'edit');
    const scratch = Object.entries(this.files.value).filter(([path]) => exercise.files[path] === 'scratch');
    this.#replace('solution', changedFiles(Object.fromEntries([...answer, ...scratch]), starter));
  }

  /** The lesson's new starter instead of a draft over its old one. */
  takeNewStarter(): void {
    this.#replace('starter', {});
  }

  keepOldDraft(): void {
    this.#outdated.value = false;
    this.#keeper?.edit(this.#draft.value, this.#options.version);
  }

  /** Brings a kept copy back; it goes over the present starter. */
  bring(copy: KeptCopy): void {
    this.#replace('restore', copy.files);
  }

  drop(copy: KeptCopy): void {
    if (this.#store) dropCopy(this.#store, this.#options.slug, copy.id);
    this.#listCopies();
  }

  undo(): void {
    const before = this.#replaced.value;
    if (!before) return;
    this.#replaced.value = undefined;
    this.#set(before.draft, before.version);
    this.#keeper?.flush();
    this.#outdated.value = before.version !== this.#options.version && this.changed.value;
  }

  settled(): void {
    this.#replaced.value = undefined;
  }

  resolve(choice: 'mine' | 'theirs'): void {
    this.#keeper?.resolve(choice);
  }

  flush(): void {
    this.#keeper?.flush();
  }

  refresh(): void {
    this.#keeper?.refresh();
  }

  /** What was typed before the draft was there goes on, and the draft is kept beside it. */
  #takeEarlyEdits(keeper: DraftKeeper, store: Store): void {
    const early = this.#draft.peek();
    if (Object.keys(early).length === 0 || sameFiles(early, keeper.files)) return;
    const { slug, now, version } = this.#options;
    keepCopy(store, slug, { files: keeper.files, reason: 'unresolved', at: now() });
    keeper.edit(early, version);
  }

  /** A draft or copy as whole files, for comparing. */
  over(draft: FileMap): FileMap {
    const known = Object.entries(draft).filter(([path]) => path in this.#options.starter);
    return overlay(this.#options.starter, Object.fromEntries(known));
  }

  #replace(by: Replacement, draft: FileMap): void {
    const before = { by, draft: this.#draft.value, version: this.#keeper?.version ?? this.#options.version };
    if (sameFiles(before.draft, draft)) return;
    const reason: CopyReason = by;
    if (this.#store) {
      keepCopy(this.#store, this.#options.slug, { files: before.draft, reason, at: this.#options.now() });
    }
    this.#set(draft, this.#options.version);
    this.#keeper?.flush();
    this.#outdated.value = false;
    this.#replaced.value = before;
    this.#listCopies();
  }

  #set(draft: FileMap, version?: string): void {
    this.#draft.value = draft;
    this.#keeper?.edit(draft, version);
  }

  #listCopies(): void {
    if (!this.#store) return;
    // This tab's own copy in an open question is what is in the editor.
    this.#copies.value = listCopies(this.#store, this.#options.slug).filter(copy => copy.id !== this.#tab);
  }
}
