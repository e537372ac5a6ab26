import { eastAsianWidth } from 'get-east-asian-width';

/** How a terminal's columns are counted here: a longer line goes on in a new row, which is drawn without a break. */
export const COLUMNS = 1_024;
const TAB = 8;
/** Code units of one cell: a letter with its marks. What goes on beyond is no writing. */
const LONGEST_CELL = 32;

/** Drawn over the character before them: marks, joiners, variation selectors. */
const ZERO_WIDTH = /^[\p{Mn}\p{Me}\u200b-\u200d\ufe00-\ufe0f\u{e0100}-\u{e01ef}]$/u;

/** Before it, everything is one column wide. */
const FIRST_MARK = '\u0300';

/** `null`: nothing was ever drawn here; `undefined`: the rest of a wide character or of a tab to the left. */
type Cell = string | null | undefined;

/**
 * The row that a terminal's cursor is in, as characters overwrite one another there. Each operation costs at most
 * the row's columns. A cursor beyond the last column stands at it for everything but the next character, as in xterm.
 */
export class TerminalLine {
  readonly #columns: number;
  #cells: Cell[] = [];
  #at = 0;

  constructor(columns = COLUMNS) {
    this.#columns = columns;
  }

  get text(): string {
    return this.#cells.map(cell => (cell === null ? ' ' : (cell ?? ''))).join('');
  }

  /** Draws a character, and gives the row as it was, when the character goes into a new one. */
  print(char: string): string | undefined {
    const plain = char < FIRST_MARK;
    if (!plain && ZERO_WIDTH.test(char) && this.#join(char)) return undefined;
    const width = plain ? 1 : eastAsianWidth(char.codePointAt(0)!);
    if (this.#at + width <= this.#columns) {
      this.#put(char, width);
      return undefined;
    }
    this.#blank(this.#at, this.#columns);
    const full = this.end();
    this.#put(char, width);
    return full;
  }

  /** The row is done: gives its text, and begins anew. */
  end(): string {
    const { text } = this;
    this.#cells = [];
    this.#at = 0;
    return text;
  }

  move(by: '\r' | '\b' | '\t'): void {
    if (by === '\t') this.#tab();
    else if (by === '\r') this.#at = 0;
    else this.#goTo(this.#here() - 1);
  }

  /** The control sequences that stay within a row (ECMA-48 8.3: CHA, CUF, CUB, EL, ED of what follows, ECH, DCH). */
  control(final: string, parameter: number): void {
    const n = parameter || 1;
    switch (final) {
      case 'G':
        return this.#goTo(n - 1);
      case 'C':
        return this.#goTo(this.#here() + n);
      case 'D':
        return this.#goTo(this.#here() - n);
      case 'K':
        return this.#eraseLine(parameter);
      case 'J':
        return parameter === 0 ? this.#eraseLine(0) : undefined;
      case 'X':
        this.#at = this.#here();
        return this.#blank(this.#at, this.#at + n);
      case 'P':
        return this.#remove(n);
    }
  }

  #here(): number {
    return Math.min(this.#at, this.#columns - 1);
  }

  #goTo(column: number): void {
    this.#at = Math.max(0, Math.min(column, this.#columns - 1));
  }

  #put(char: string, width: number): void {
    this.#blank(this.#at, this.#at + width);
    while (this.#cells.length < this.#at) this.#cells.push(null);
    this.#cells[this.#at] = char;
    for (let rest = 1; rest < width; rest++) this.#cells[this.#at + rest] = undefined;
    this.#at += width;
  }

  /** A mark belongs to the character before the cursor; false where there is none that takes it. */
  #join(mark: string): boolean {
    let at = this.#at - 1;
    while (at >= 0 && this.#cells[at] === undefined && at < this.#cells.length) at--;
    const base = this.#cells[at];
    if (!base || base === '\t' || base.length + mark.length > LONGEST_CELL) return false;
    this.#cells[at] = base + mark;
    return true;
  }

  /** A tab only moves; where nothing was drawn yet it is kept as one, so that it can be copied. */
  #tab(): void {
    if (this.#at >= this.#columns) return;
    const stop = this.#at - (this.#at % TAB) + TAB;
    if (this.#at >= this.#cells.length && stop < this.#columns) this.#put('\t', stop - this.#at);
    this.#at = Math.min(stop, this.#columns - 1);
  }

  #eraseLine(part: number): void {
    if (part === 0) this.#blank(this.#at, this.#columns);
    else if (part === 1) this.#blank(0, this.#at + 1);
    else if (part === 2) this.#cells = [];
  }

  /** Makes the cells from `from` to before `to` blank, and with them whatever they are a part of. */
  #blank(from: number, to: number): void {
    const cells = this.#cells;
    const end = Math.min(to, cells.length);
    if (from >= end) return;
    this.#split(from);
    this.#split(end);
    if (end === cells.length) cells.length = from;
    else cells.fill(null, from, end);
    while (cells.length > 0 && cells.at(-1) === null) cells.pop();
  }

  /** What lies across the left edge of a cell becomes blank on both sides of it. */
  #split(edge: number): void {
    const cells = this.#cells;
    if (edge >= cells.length || cells[edge] !== undefined) return;
    let start = edge;
    while (cells[start] === undefined) start--;
    let end = edge;
    while (end < cells.length && cells[end] === undefined) end++;
    cells.fill(null, start, end);
  }

  #remove(n: number): void {
    this.#at = this.#here();
    this.#split(this.#at);
    this.#split(this.#at + n);
    // A tab that is moved would end at another stop.
    for (let edge = this.#at; edge < this.#cells.length; edge++) {
      if (this.#cells[edge] === '\t') this.#split(edge + 1);
      if (this.#cells[edge] === '\t') this.#cells[edge] = null;
    }
    this.#cells.splice(this.#at, n);
    while (this.#cells.length > 0 && this.#cells.at(-1) === null) this.#cells.pop();
  }
}
