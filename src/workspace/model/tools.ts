import { signal } from '@preact/signals';

import type { FileMap } from '../../course/workspace.ts';
import type { Strings } from '../../i18n/strings.ts';
import type { Formatted } from '../editor/format.ts';
import type { Hand } from '../editor/types.ts';
import type { Code } from './code.ts';

/** A line of news on what a tool has done; `link` is one to be copied by hand. */
export interface Said {
  words(words: Strings['workspace']): string;
  link?: string;
}

interface Options {
  code: Code;
  files: Readonly<Record<string, string>>;
  shown(): string;
  loadFormatter(): Promise<{ format(path: string, text: string, caret: number): Promise<Formatted> }>;
}

/** What the menu beside the bench's buttons does with the reader's files. */
export class Tools {
  /** The dialog that asks for a file's name is open: for a new one, or for the one named `of`. */
  readonly naming = signal<{ of?: string } | undefined>(undefined);
  readonly keysShown = signal(false);
  readonly said = signal<Said | undefined>(undefined);
  /** Set by the editor, while there is one. */
  readonly hand: { current: Hand | undefined } = { current: undefined };
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  say(words: Said['words'], link?: string): void {
    this.said.value = { words, ...(link !== undefined && { link }) };
  }

  isOwn(path: string): boolean {
    return this.#options.code.own.value.includes(path);
  }

  /** Lays the file in front out anew; one with a mistake in it stays as it is, and the mistake is told. */
  async format(): Promise<void> {
    const path = this.#options.shown();
    const readOnly = this.#options.files[path] === 'read';
    if (readOnly) return this.say(words => words.format.readOnly.replace('{file}', path));
    if (!isFormattable(path)) return this.say(words => words.format.kind);
    try {
      const formatter = await this.#options.loadFormatter();
      await this.#formatWith(formatter.format, path);
    } catch {
      this.say(words => words.format.failed);
    }
  }

  async #formatWith(format: (path: string, text: string, caret: number) => Promise<Formatted>, path: string) {
    const { code, shown } = this.#options;
    const hand = this.hand.current;
    const before = textOf(code, path);
    const done = await format(path, before, hand?.caret() ?? 0);
    // What was typed meanwhile is not to be written over: it can be formatted again.
    if (shown() !== path || textOf(code, path) !== before) return;
    if ('line' in done) {
      return this.say(words => words.format.syntax.replace('{file}', path).replace('{line}', String(done.line)));
    }
    const same = done.text === before;
    if (!same && hand) hand.replace(done.text, done.caret);
    this.say(words => (same ? words.format.already : words.format.done).replace('{file}', path));
  }
}

export function isFormattable(path: string): boolean {
  return /\.(m?js|json)$/.test(path);
}

function textOf({ files }: { files: { peek(): FileMap } }, path: string): string {
  return files.peek()[path] ?? '';
}
