import { signal, type ReadonlySignal } from '@preact/signals';

import { TerminalText } from './terminal-text.ts';

/** `input` is what the reader sent to the program. */
export type LogStream = 'stdout' | 'stderr' | 'input';

/** Lines of one stream that came one after the other; replaced, never changed, when more comes. */
export interface LogBlock {
  readonly id: number;
  readonly stream: LogStream;
  readonly text: string;
}

export interface LogView {
  readonly blocks: readonly LogBlock[];
  /** Characters that came before the first block and are no longer drawn. */
  readonly dropped: number;
  /** Whether the program wrote anything at all. */
  readonly empty: boolean;
}

/** Drawing more makes the page slow, and nobody reads it; the whole output can be saved. */
export const DRAWN_CHARACTERS = 64 * 1024;
const BLOCK_CHARACTERS = 4 * 1024;
const NOTHING: LogView = { blocks: [], dropped: 0, empty: true };

/** Runs `draw` soon, many calls in one: the next frame in a browser. */
export type Scheduler = (draw: () => void) => void;

/** What a run printed, ready to be drawn: decoded as it streams in, made safe, bounded. */
export class OutputLog {
  readonly #view = signal<LogView>(NOTHING);
  readonly #schedule: Scheduler;
  #scheduled = false;
  #streams = newStreams();
  #blocks: LogBlock[] = [];
  #drawn = 0;
  #dropped = 0;
  #written = 0;
  #ids = 0;
  #bytes: Uint8Array[] = [];

  constructor(schedule: Scheduler) {
    this.#schedule = schedule;
  }

  get view(): ReadonlySignal<LogView> {
    return this.#view;
  }

  push(stream: 'stdout' | 'stderr', bytes: Uint8Array): void {
    const { decoder, cleaner } = this.#streams[stream];
    this.#bytes.push(bytes.slice());
    this.#written += bytes.length;
    this.#append(stream, cleaner.push(decoder.decode(bytes, { stream: true })));
  }

  /** Shows what the reader typed where it was typed. */
  echo(text: string): void {
    this.#append('input', new TerminalText().push(text));
  }

  /** The program is gone: half characters are shown as such. */
  end(): void {
    for (const stream of ['stdout', 'stderr'] as const) {
      const { decoder, cleaner } = this.#streams[stream];
      this.#append(stream, cleaner.push(decoder.decode()) + cleaner.end());
    }
    this.#streams = newStreams();
    this.#publish();
  }

  clear(): void {
    this.#streams = newStreams();
    [this.#blocks, this.#bytes] = [[], []];
    this.#drawn = this.#dropped = this.#written = 0;
    this.#publish();
  }

  /** Everything both streams wrote, byte for byte, in the order it came. */
  whole(): Uint8Array[] {
    return this.#bytes;
  }

  #append(stream: LogStream, text: string): void {
    let rest = text;
    while (rest !== '') {
      const last = this.#blocks.at(-1);
      const goesOn = last?.stream === stream && last.text.length < BLOCK_CHARACTERS;
      const part = upToLineEnd(rest, BLOCK_CHARACTERS);
      if (goesOn) this.#blocks[this.#blocks.length - 1] = { ...last, text: last.text + part };
      else this.#blocks.push({ id: this.#ids++, stream, text: part });
      this.#drawn += part.length;
      rest = rest.slice(part.length);
    }
    while (this.#drawn > DRAWN_CHARACTERS && this.#blocks.length > 1) {
      const gone = this.#blocks.shift()!.text.length;
      this.#drawn -= gone;
      this.#dropped += gone;
    }
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#schedule(() => this.#publish());
  }

  #publish(): void {
    this.#scheduled = false;
    this.#view.value = { blocks: [...this.#blocks], dropped: this.#dropped, empty: this.#written === 0 };
  }
}

function newStreams() {
  const one = () => ({ decoder: new TextDecoder(), cleaner: new TerminalText() });
  return { stdout: one(), stderr: one() };
}

/** At most `limit` characters, to the end of a line where there is one. */
function upToLineEnd(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const end = text.lastIndexOf('\n', limit - 1);
  return text.slice(0, end < 0 ? limit : end + 1);
}
