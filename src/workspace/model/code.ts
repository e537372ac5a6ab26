import { computed, signal, type ReadonlySignal } from '@preact/signals';

import type { Exercise } from '../../course/exercise.ts';
import { isWritable, judgedFiles } from '../../course/file-modes.ts';
import {
  keyOf,
  MOST_OWN,
  nameProblem,
  ownFiles,
  ownKey,
  ownPart,
  ownTexts,
  renamed,
  usedBy,
  type NameProblem,
} from '../../course/own-files.ts';
import { overlay, type FileMap } from '../../course/workspace.ts';
import {
  changedFiles,
  codeName,
  dropCopy,
  keepCopy,
  keepDraft,
  keepFew,
  listCopies,
  sameFiles,
  type CopyReason,
  type DraftConflict,
  type DraftKeeper,
  type KeptCopy,
  type Store,
} from '../../progress/index.ts';

/** What has just replaced the learner's code; the reader can have the old code back. */
export type Replacement = 'reset' | 'solution' | 'starter' | 'restore' | 'shared';

/** What has just been done to the learner's code, or to the file of this name of their own. */
export type Done = { by: Replacement } | { by: 'delete' | 'rename' | 'terminal'; name: string };

/** Copies that are kept of what the terminal has replaced, and of what it had written beside the reader. */
const KEPT_OF_TERMINAL = 3;

/** `undo` takes the draft as it is by then, so that it loses nothing written since to other files. */
type Undoable = Done & { version: string; undo(draft: FileMap): FileMap };

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
  readonly #replaced = signal<Undoable | undefined>(undefined);
  #keeper: DraftKeeper | undefined;
  #store: Store | undefined;
  readonly #tab = Math.random().toString(36).slice(2);

  /** All files of the exercise and the reader's own, as they see them. */
  readonly files: ReadonlySignal<FileMap>;
  /** The names of the reader's own files, in the order of their making. */
  readonly own: ReadonlySignal<readonly string[]>;
  /** The same as Check judges them: see `judgedFiles`. */
  readonly judged: ReadonlySignal<FileMap>;
  /** Some file of the exercise is not as the lesson began. */
  readonly changed: ReadonlySignal<boolean>;
  /** See `codeName`: of what is judged. */
  readonly name: ReadonlySignal<string>;

  constructor(options: Options) {
    this.#options = options;
    this.own = computed(() => ownFiles(this.#draft.value, options.exercise.files).map(({ name }) => name));
    const lesson = computed(() => this.#ofLesson(this.#draft.value));
    this.files = computed(() => overlay(lesson.value, ownTexts(this.#draft.value, options.exercise.files)));
    this.changed = computed(() => Object.keys(changedFiles(lesson.value, options.starter)).length > 0);
    this.judged = computed(() => {
      const answer = judgedFiles(lesson.value, options.starter, options.exercise.files);
      return overlay(answer, usedBy(answer, ownTexts(this.#draft.value, options.exercise.files)));
    });
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
  get replaced(): ReadonlySignal<Done | undefined> {
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
    const { exercise, starter, version } = this.#options;
    const own = keyOf(this.#draft.value, exercise.files, path);
    if ((!own && !isWritable(exercise.files[path])) || this.files.value[path] === text) return;
    // A name that is there already keeps its place.
    if (own) return this.#set({ ...this.#draft.value, [own]: text });
    const { [path]: _, ...rest } = this.#draft.value;
    const begun = this.changed.value;
    this.#set(text === starter[path] ? rest : { ...rest, [path]: text }, begun ? undefined : version);
  }

  /** What is wrong with this name for a new file of the reader's own, or for the one named `of`. */
  nameProblem(name: string, of?: string): NameProblem | undefined {
    if (of === undefined && this.own.value.length >= MOST_OWN) return 'many';
    const others = Object.keys(this.files.value).filter(one => one !== of);
    return nameProblem(name, others);
  }

  /** Makes an empty file of the reader's own; a name that will not do makes none. */
  make(name: string): void {
    if (this.nameProblem(name) === undefined) this.#set({ ...this.#draft.value, [ownKey(name)]: '' });
  }

  rename(from: string, to: string): void {
    const key = keyOf(this.#draft.value, this.#options.exercise.files, from);
    if (!key || from === to || this.nameProblem(to, from)) return;
    this.#set(renamed(this.#draft.value, key, ownKey(to)));
    this.#done({ by: 'rename', name: to }, draft => renamed(draft, ownKey(to), key));
  }

  /** Takes one of the reader's own files away; a copy of all is kept. */
  remove(name: string): void {
    const key = keyOf(this.#draft.value, this.#options.exercise.files, name);
    if (!key) return;
    const { [key]: text = '' } = this.#draft.value;
    this.#keepCopy('delete');
    this.#set(without(this.#draft.value, key));
    this.#keeper?.flush();
    this.#done({ by: 'delete', name }, draft => ({ ...draft, [key]: draft[key] ?? text }));
  }

  /**
   * Takes what a program of the terminal has written to a file, or made. `typed`: what it replaces was typed here, so a
   * copy is kept, and the way back is offered.
   */
  takeWritten(name: string, text: string, typed: boolean): void {
    const before = this.#draft.value;
    const key = this.#keyIn(before, name);
    if (typed) {
      this.#keepOfTerminal('terminal', before);
      this.#done({ by: 'terminal', name }, draft =>
        key in before ? { ...draft, [key]: before[key]! } : without(draft, key),
      );
    }
    this.make(name);
    this.edit(name, text);
  }

  /** Keeps, beside what is written here, what a program of the terminal has written to the same file meanwhile. */
  keepWritten(name: string, text: string): void {
    const draft = this.#draft.value;
    this.#keepOfTerminal('beside', { ...draft, [this.#keyIn(draft, name)]: text });
  }

  /** Takes away a file of the reader's own that a program has removed and none but programs had written. */
  takeRemoved(name: string): void {
    const key = keyOf(this.#draft.value, this.#options.exercise.files, name);
    if (key) this.#set(without(this.#draft.value, key));
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

  /** Somebody else's draft, from a link; `version` is the starter's that theirs was written over. */
  takeShared(draft: FileMap, version: string): void {
    this.#replace('shared', draft, version);
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
    this.#set(before.undo(this.#draft.value), before.version);
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
    keeper.edit({ ...ownPart(keeper.files), ...early }, version);
  }

  /** What the reader has changed and made, as it is kept. */
  draft(): FileMap {
    return this.#draft.value;
  }

  /** A draft or copy as whole files, for comparing. */
  over(draft: FileMap): FileMap {
    const { starter, exercise } = this.#options;
    const known = Object.entries(draft).filter(([path]) => path in starter);
    return overlay(starter, Object.fromEntries(known), ownTexts(draft, exercise.files));
  }

  #ofLesson(draft: FileMap): FileMap {
    const { starter, exercise } = this.#options;
    return overlay(
      starter,
      Object.fromEntries(Object.entries(draft).filter(([path]) => isWritable(exercise.files[path]))),
    );
  }

  /** Replaces the code of the lesson's files; of the reader's own, nothing but Delete takes one away. */
  #replace(by: Replacement, code: FileMap, version = this.#options.version): void {
    const before = this.#draft.value;
    const draft = { ...ownPart(before), ...code };
    if (sameFiles(before, draft)) return;
    const madeSince = (now: FileMap) => Object.entries(ownPart(now)).filter(([key]) => !(key in draft));
    this.#done({ by }, now => ({ ...Object.fromEntries(madeSince(now)), ...before }));
    this.#keepCopy(by);
    this.#set(draft, version);
    this.#keeper?.flush();
    this.#outdated.value = version !== this.#options.version && this.changed.value;
  }

  #keepCopy(reason: CopyReason): void {
    const { slug, now } = this.#options;
    if (this.#store) keepCopy(this.#store, slug, { files: this.#draft.value, reason, at: now() });
    this.#listCopies();
  }

  #keepOfTerminal(reason: CopyReason, files: FileMap): void {
    const { slug, now } = this.#options;
    if (this.#store) keepFew(this.#store, slug, { files, reason, at: now() }, KEPT_OF_TERMINAL);
    this.#listCopies();
  }

  /** The key in a draft of a file that is there or is to be made. */
  #keyIn(draft: FileMap, name: string): string {
    const { files } = this.#options.exercise;
    return name in files ? name : (keyOf(draft, files, name) ?? ownKey(name));
  }

  #done(done: Done, undo: Undoable['undo']): void {
    this.#replaced.value = { ...done, version: this.#keeper?.version ?? this.#options.version, undo };
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

function without(draft: FileMap, key: string): FileMap {
  const { [key]: _, ...rest } = draft;
  return rest;
}
