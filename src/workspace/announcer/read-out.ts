import { fill, type Lang } from '../../i18n/strings.ts';
import type { LogView } from '../log/output-log.ts';

/** Lines that are read out as they are; of more, only the last few, and how many there were. */
const READ_AT_ONCE = 8;
const READ_OF_MORE = 3;
const LONGEST_LINE = 240;

/**
 * Chooses what a screen reader is told of a program's output: lines that can change no more, each once, few enough
 * to listen to. A flood is told as a number, as in xterm's screen reader mode.
 */
export class ReadOut {
  readonly #more: string;
  readonly #lang: Lang;
  #heard = 0;
  #asked = '';

  constructor(more: string, lang: Lang) {
    this.#more = more;
    this.#lang = lang;
  }

  /** Whatever was printed until now needs no telling. */
  skip(view: LogView): void {
    this.#heard = view.lines;
    this.#asked = '';
  }

  /** What has come since; undefined when nothing has. */
  next(view: LogView): string | undefined {
    const n = view.lines - this.#heard;
    if (n <= 0) return undefined;
    const lines = lastLines(view, n <= READ_AT_ONCE ? n : READ_OF_MORE);
    // A question that was told while the program waited for the answer.
    if (this.#asked !== '' && n <= READ_AT_ONCE && lines[0] === this.#asked) lines.shift();
    this.skip(view);
    if (n > READ_AT_ONCE) lines.unshift(fill(this.#more, { n: n.toLocaleString(this.#lang) }));
    return lines.length > 0 ? lines.join('\n') : undefined;
  }

  /** Nothing has come for a while: the line that is not ended may be a question. */
  rest(view: LogView): string | undefined {
    const line = shortened(view.unfinished);
    if (line.trim() === '' || line === this.#asked) return undefined;
    return (this.#asked = line);
  }
}

/** The last `n` lines that the program has ended, or that ended when another stream wrote. */
export function lastLines({ blocks, unfinished }: LogView, n: number): string[] {
  const found: string[] = [];
  for (let at = blocks.length - 1; at >= 0 && found.length < n; at--) {
    const { stream, text } = blocks[at]!;
    if (stream === 'input') continue;
    const lines = text.split('\n');
    const rest = lines.pop()!;
    if (rest !== '' && (at < blocks.length - 1 || unfinished === '')) lines.push(rest);
    found.unshift(...lines.slice(-(n - found.length)).map(shortened));
  }
  return found;
}

function shortened(line: string): string {
  return line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE)}…`;
}
