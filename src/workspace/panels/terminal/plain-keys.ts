import type { KeyPress } from '../../page/keys.ts';

/** What a key does in the command line besides typing: an older or newer line, or a key of its own for the shell. */
export type LineKey = 'older' | 'newer' | 'interrupt' | 'end';

/** Undefined where the key only types. Ctrl-C copies what is selected, and Ctrl-D ends input on an empty line alone. */
export function lineKey(
  { key, ctrlKey, metaKey, altKey }: KeyPress,
  line: string,
  selected: boolean,
): LineKey | undefined {
  if (metaKey || altKey) return undefined;
  if (!ctrlKey) return key === 'ArrowUp' ? 'older' : key === 'ArrowDown' ? 'newer' : undefined;
  if (key.toLowerCase() === 'c' && !selected) return 'interrupt';
  return key.toLowerCase() === 'd' && line === '' ? 'end' : undefined;
}

/** The lines that were sent, and where the reader is among them. */
export class History {
  readonly #lines: string[] = [];
  #at = 0;

  sent(line: string): void {
    if (line !== '' && line !== this.#lines.at(-1)) this.#lines.push(line);
    this.#at = this.#lines.length;
  }

  /** The line before or after the one shown; an empty one behind the newest. */
  move(by: 'older' | 'newer'): string {
    this.#at = Math.min(this.#lines.length, Math.max(0, this.#at + (by === 'older' ? -1 : 1)));
    return this.#lines[this.#at] ?? '';
  }
}
