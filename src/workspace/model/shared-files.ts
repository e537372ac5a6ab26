import { batch, signal, type ReadonlySignal } from '@preact/signals';

import type { FileMode } from '../../course/file-modes.ts';
import type { NameProblem } from '../../course/own-files.ts';
import { runFiles, type ExerciseBundle, type FileMap } from '../../course/workspace.ts';
import type { Files } from '../../runtimes/runtime.ts';
import type { FileChanges } from '../../runtimes/session.ts';
import type { Code } from './code.ts';

/** Why a file of the terminal is not, or not as it is there, in the editor; `withheld`: the machine does not tell it. */
export type Apart = NameProblem | 'read' | 'binary' | 'large' | 'withheld';

/** Bytes of a file that the editor takes: drafts are kept in the browser, several at a time. */
const MOST_TAKEN = 64 * 1024;
const WORK = 'work/';

interface Options {
  code: Code;
  modes: Readonly<Record<string, FileMode>>;
  bundle: ExerciseBundle;
  /** A file was written here and in the terminal at the same time: what was written here goes on. */
  onBoth(name: string): void;
}

/**
 * The learner's files in the editor and in the terminal, and how what changes on one side comes to the other. Nothing is
 * lost that a reader has typed: what a program replaces is kept as a copy, and so is what a program writes meanwhile.
 */
export class SharedFiles {
  readonly #options: Options;
  readonly #apart = signal<ReadonlyMap<string, Apart>>(new Map());
  /** What is no file of the editor, as the terminal has it. */
  #others: Record<string, string | Uint8Array>;
  /** The editor's files as the terminal was given them. */
  #given: FileMap = {};
  /** What was last taken from the terminal, by name. */
  readonly #taken = new Map<string, string>();
  /** Of the editor's files, what the terminal has in their place, and the text that stands here meanwhile. */
  readonly #theirs = new Map<string, { bytes: Uint8Array; here: string }>();

  constructor(options: Options) {
    this.#options = options;
    this.#others = { ...runFiles({}, options.bundle) };
  }

  /** The files that are apart, by name. */
  get apart(): ReadonlySignal<ReadonlyMap<string, Apart>> {
    return this.#apart;
  }

  /** What the terminal is to have now. */
  give(): Files {
    const here = this.#options.code.files.peek();
    this.#given = here;
    for (const [name, { here: text }] of this.#theirs) if (here[name] !== text) this.#join(name);
    const files: Record<string, string | Uint8Array> = { ...this.#others };
    for (const [name, text] of Object.entries(here)) files[WORK + name] = this.#theirs.get(name)?.bytes ?? text;
    return files;
  }

  /** Takes over what programs have changed. */
  take({ written, removed, withheld, overwritten = {} }: FileChanges): void {
    batch(() => {
      for (const [path, bytes] of Object.entries(overwritten)) this.#both(nameOf(path), textOf(bytes));
      for (const [path, bytes] of Object.entries(written)) this.#write(path, bytes);
      for (const path of removed) this.#remove(path);
      for (const path of withheld) this.#setApart(nameOf(path), 'withheld');
    });
  }

  /** The shell has ended: what only it had is there again for the next one. */
  keep(files: Files): void {
    const here = this.#options.code.files.peek();
    const only = Object.entries(files).filter(([path]) => !(nameOf(path) in here));
    Object.assign(this.#others, Object.fromEntries(only));
  }

  #write(path: string, bytes: Uint8Array): void {
    const name = nameOf(path);
    const here = this.#options.code.files.peek()[name];
    this.#join(name);
    if (path in this.#others) {
      this.#others[path] = bytes;
      return;
    }
    const text = textOf(bytes);
    if (text !== undefined && text === here) return this.#took(name, text);
    const why = this.#whyNot(name, here) ?? (text === undefined ? tooMuch(bytes) : undefined);
    if (text !== undefined && why === undefined) return this.#takeText(name, text, here);
    this.#setApart(name, why!);
    if (here !== undefined) this.#theirs.set(name, { bytes, here });
  }

  #whyNot(name: string, here: string | undefined): Apart | undefined {
    const { code, modes } = this.#options;
    if (here === undefined) return code.nameProblem(name);
    return modes[name] === 'read' ? 'read' : undefined;
  }

  #takeText(name: string, text: string, here: string | undefined): void {
    if (here !== this.#given[name]) return this.#both(name, text);
    this.#options.code.takeWritten(name, text, here !== undefined && here !== this.#taken.get(name));
    this.#took(name, text);
  }

  /** Both sides have it. */
  #took(name: string, text: string): void {
    this.#taken.set(name, text);
    this.#given = { ...this.#given, [name]: text };
  }

  #both(name: string, text: string | undefined): void {
    if (text === undefined || text === this.#options.code.files.peek()[name]) return;
    this.#options.code.keepWritten(name, text);
    this.#options.onBoth(name);
  }

  /** A file of the lesson is always there: the next change here brings it back. */
  #remove(path: string): void {
    const { code } = this.#options;
    const name = nameOf(path);
    const here = code.files.peek()[name];
    delete this.#others[path];
    this.#join(name);
    if (here === undefined || here !== this.#given[name]) return;
    if (here === this.#taken.get(name)) code.takeRemoved(name);
    else code.remove(name);
  }

  #join(name: string): void {
    this.#theirs.delete(name);
    this.#setApart(name, undefined);
  }

  #setApart(name: string, why: Apart | undefined): void {
    if (this.#apart.value.get(name) === why) return;
    const next = new Map(this.#apart.value);
    if (why) next.set(name, why);
    else next.delete(name);
    this.#apart.value = next;
  }
}

const nameOf = (path: string): string => path.slice(WORK.length);

/** Undefined for what no editor shows as it is. */
function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.length > MOST_TAKEN || bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const tooMuch = (bytes: Uint8Array): Apart => (bytes.length > MOST_TAKEN ? 'large' : 'binary');
