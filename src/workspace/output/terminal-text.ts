/** What a run of escape characters may be before it is taken for a broken one. */
const LONGEST_CSI = 64;
const LONGEST_STRING = 2_048;

type State = 'text' | 'return' | 'escape' | 'designate' | 'csi' | 'string' | 'string-escape';

/**
 * Makes what a program printed safe to show, piece by piece: escape sequences (ECMA-48 colours, cursor moves,
 * titles) are left out, every other control character becomes a visible sign, and so do the ones that turn the
 * direction of text around. Line ends of both kinds become `\n`.
 */
export class TerminalText {
  #state: State = 'text';
  #length = 0;

  push(text: string): string {
    let out = '';
    for (const char of text) out += this.#take(char);
    return out;
  }

  /** What was held back when the program ended. */
  end(): string {
    const held = this.#state === 'return' ? SIGNS.get('\r')! : '';
    this.#state = 'text';
    return held;
  }

  #take(char: string): string {
    switch (this.#state) {
      case 'text': return this.#text(char);
      case 'return':
        this.#state = 'text';
        return char === '\n' ? '\n' : SIGNS.get('\r')! + this.#text(char);
      case 'escape': return this.#escape(char);
      case 'designate':
        this.#state = 'text';
        return '';
      case 'csi':
        if (char < ' ' || ++this.#length > LONGEST_CSI) return this.#broken(char);
        if (char >= '@' && char <= '~') this.#state = 'text';
        return '';
      case 'string':
        if (char === '\n' || ++this.#length > LONGEST_STRING) return this.#broken(char);
        if (char === '\u0007') this.#state = 'text';
        if (char === '\u001b') this.#state = 'string-escape';
        return '';
      case 'string-escape':
        this.#state = 'text';
        return char === '\\' ? '' : this.#escape(char);
    }
  }

  #text(char: string): string {
    if (char === '\u001b') this.#state = 'escape';
    else if (char === '\r') this.#state = 'return';
    else return SIGNS.get(char) ?? (HIDDEN.test(char) ? named(char) : char);
    return '';
  }

  #escape(char: string): string {
    this.#length = 0;
    if (char < ' ') return this.#broken(char);
    if (char === '[') this.#state = 'csi';
    else if (']PX^_'.includes(char)) this.#state = 'string';
    else this.#state = '()*+-./#% '.includes(char) ? 'designate' : 'text';
    return '';
  }

  #broken(char: string): string {
    this.#state = 'text';
    return this.#text(char);
  }
}

/** C0 and DEL by their control pictures (Unicode block 2400); tab and line end stay themselves. */
const SIGNS = new Map(
  Array.from({ length: 32 }, (_, code) => [String.fromCharCode(code), String.fromCharCode(0x2400 + code)]),
);
SIGNS.set('\u007f', '\u2421').delete('\n');
SIGNS.delete('\t');

/** C1, other line ends, and what reorders text (Unicode Technical Report 36, 2.5.1: bidirectional spoofing). */
const HIDDEN = /[\u0080-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/;

function named(char: string): string {
  return `\u27e8U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}\u27e9`;
}

/** A whole text made safe to show. */
export function visible(text: string): string {
  const cleaner = new TerminalText();
  return cleaner.push(text) + cleaner.end();
}
