/** What a run of escape characters may be before it is taken for a broken one. */
const LONGEST_CSI = 64;
const LONGEST_STRING = 2_048;

/** Moves within a line that a terminal makes without drawing anything. */
export type Move = '\r' | '\b' | '\t';

/** What is to be done with the characters of a text, one after the other. */
export interface TerminalSink {
  /** A character to be drawn: never a control. */
  print(char: string): void;
  endLine(): void;
  move(by: Move): void;
  /** A control sequence without private marks, ECMA-48 5.4: its last byte, and its first parameter (0 without one). */
  control?(final: string, parameter: number): void;
}

type State = 'text' | 'escape' | 'designate' | 'csi' | 'string' | 'string-escape';

/**
 * Reads what a program printed, piece by piece, cut anywhere: escape sequences (ECMA-48 colours, titles) draw
 * nothing; every control character without a meaning here becomes a visible sign, and so do the ones that turn the
 * direction of text around.
 */
export class TerminalText {
  readonly #sink: TerminalSink;
  #state: State = 'text';
  #length = 0;
  #parameters = '';

  constructor(sink: TerminalSink) {
    this.#sink = sink;
  }

  push(text: string): void {
    for (const char of text) this.#take(char);
  }

  #take(char: string): void {
    switch (this.#state) {
      case 'text':
        return this.#text(char);
      case 'escape':
        return this.#escape(char);
      case 'designate':
        this.#state = 'text';
        return;
      case 'csi':
        return this.#csi(char);
      case 'string':
        if (char === '\n' || ++this.#length > LONGEST_STRING) return this.#broken(char);
        if (char === '\u0007') this.#state = 'text';
        if (char === '\u001b') this.#state = 'string-escape';
        return;
      case 'string-escape':
        this.#state = 'text';
        if (char !== '\\') this.#escape(char);
    }
  }

  #text(char: string): void {
    if (char === '\u001b') this.#state = 'escape';
    else if (char === '\n') this.#sink.endLine();
    else if (char === '\r' || char === '\b' || char === '\t') this.#sink.move(char);
    else for (const shown of signOf(char)) this.#sink.print(shown);
  }

  #escape(char: string): void {
    this.#length = 0;
    this.#parameters = '';
    if (char < ' ') return this.#broken(char);
    if (char === '[') this.#state = 'csi';
    else if (']PX^_'.includes(char)) this.#state = 'string';
    else this.#state = '()*+-./#% '.includes(char) ? 'designate' : 'text';
  }

  #csi(char: string): void {
    if (char < ' ' || ++this.#length > LONGEST_CSI) return this.#broken(char);
    if (char < '@' || char > '~') {
      this.#parameters += char;
      return;
    }
    this.#state = 'text';
    if (/^[\d;]*$/.test(this.#parameters)) this.#sink.control?.(char, parseInt(this.#parameters, 10) || 0);
  }

  #broken(char: string): void {
    this.#state = 'text';
    this.#text(char);
  }
}

/** C0 and DEL have control pictures (Unicode block 2400). */
const CONTROL_PICTURES = 0x2400;

/** C1, other line ends, and what reorders text (Unicode Technical Report 36, 2.5.1: bidirectional spoofing). */
const HIDDEN = /[\u0080-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/;

function signOf(char: string): string {
  if (char < ' ') return String.fromCharCode(CONTROL_PICTURES + char.charCodeAt(0));
  if (char === '\u007f') return '\u2421';
  return HIDDEN.test(char) ? named(char) : char;
}

function named(char: string): string {
  return `\u27e8U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}\u27e9`;
}

/**
 * A whole text made safe to show as it is: nothing in it is overwritten, as on a terminal, but what would overwrite
 * is shown by its sign. Line ends of both kinds become `\n`.
 */
export function visible(text: string): string {
  let shown = '';
  const reader = new TerminalText({
    print: char => {
      shown += char;
    },
    endLine: () => {
      shown += '\n';
    },
    move: by => {
      shown += by === '\t' ? by : signOf(by);
    },
  });
  reader.push(text.replaceAll('\r\n', '\n'));
  return shown;
}
