import { signal, type ReadonlySignal } from '@preact/signals';

import type { PrintedStream } from '../../runtimes/runtime.ts';
import { TerminalLine } from './terminal-line.ts';
import { TerminalText } from './terminal-text.ts';

/** `input` is what the reader sent to the program. */
export type LogStream = PrintedStream | 'input';

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
  /** Lines that the program has ended; it can change them no more. */
  readonly lines: number;
  /** What stands in the line that is not ended; it may be changed still. */
  readonly unfinished: string;
  /** Whether the program wrote anything at all. */
  readonly empty: boolean;
}

/** Drawing more makes the page slow, and nobody reads it; the whole output can be saved. */
export const DRAWN_CHARACTERS = 64 * 1024;
/** A program that writes to its streams in turn makes many small ones. */
export const DRAWN_BLOCKS = 400;
const BLOCK_CHARACTERS = 4 * 1024;
const NOTHING: LogView = { blocks: [], dropped: 0, lines: 0, unfinished: '', empty: true };

/** Runs `draw` soon, many calls in one: the next frame in a browser. */
export type Scheduler = (draw: () => void) => void;

/** The block that still grows: its last line can change. */
interface OpenBlock {
  id: number;
  stream: LogStream;
  done: string;
  line: TerminalLine;
}

/**
 * What a run printed, ready to be drawn: decoded as it streams in, made safe, bounded. Within a line a program can
 * go back and overwrite, as on a terminal, until it ends the line or another stream writes.
 */
export class OutputLog {
  readonly #view = signal<LogView>(NOTHING);
  readonly #schedule: Scheduler;
  #scheduled = false;
  #streams = this.#newStreams();
  #blocks: LogBlock[] = [];
  #open: OpenBlock | undefined;
  #drawn = 0;
  #dropped = 0;
  #lines = 0;
  #written = 0;
  #ids = 0;
  #bytes: Uint8Array[] = [];

  constructor(schedule: Scheduler) {
    this.#schedule = schedule;
  }

  get view(): ReadonlySignal<LogView> {
    return this.#view;
  }

  push(stream: PrintedStream, bytes: Uint8Array): void {
    const { decoder, reader } = this.#streams[stream];
    this.#bytes.push(bytes.slice());
    this.#written += bytes.length;
    reader.push(decoder.decode(bytes, { stream: true }));
    this.#publishSoon();
  }

  /** Shows what the reader typed where it was typed. */
  echo(text: string): void {
    this.#readerOf('input').push(text);
    this.#publishSoon();
  }

  /** The program is gone: half characters are shown as such. */
  end(): void {
    for (const { decoder, reader } of Object.values(this.#streams)) reader.push(decoder.decode());
    this.#streams = this.#newStreams();
    this.#close();
    this.#publish();
  }

  clear(): void {
    this.#streams = this.#newStreams();
    [this.#blocks, this.#bytes, this.#open] = [[], [], undefined];
    this.#drawn = this.#dropped = this.#lines = this.#written = 0;
    this.#publish();
  }

  /** Shows again what an earlier page had drawn; of what was not drawn nothing is left. */
  recall(blocks: readonly Omit<LogBlock, 'id'>[], dropped: number): void {
    this.clear();
    for (const { stream, text } of blocks) {
      this.#bytes.push(new TextEncoder().encode(text));
      this.#keep({ id: this.#ids++, stream, text });
    }
    this.#dropped += dropped;
    this.#written = this.#drawn;
    this.#publish();
  }

  /** Everything both streams wrote, byte for byte, in the order it came. */
  whole(): Uint8Array[] {
    return this.#bytes;
  }

  #newStreams() {
    const one = (stream: LogStream) => ({ decoder: new TextDecoder(), reader: this.#readerOf(stream) });
    return { stdout: one('stdout'), stderr: one('stderr') };
  }

  #readerOf(stream: LogStream): TerminalText {
    return new TerminalText({
      print: char => {
        const block = this.#blockOf(stream);
        const row = block.line.print(char);
        if (row !== undefined) this.#add(block, row);
      },
      endLine: () => {
        const block = this.#blockOf(stream);
        this.#add(block, `${block.line.end()}\n`);
        if (stream !== 'input') this.#lines++;
      },
      move: by => this.#blockOf(stream).line.move(by),
      control: (final, parameter) => this.#blockOf(stream).line.control(final, parameter),
    });
  }

  #blockOf(stream: LogStream): OpenBlock {
    if (this.#open?.stream === stream) return this.#open;
    this.#close();
    return (this.#open = { id: this.#ids++, stream, done: '', line: new TerminalLine() });
  }

  /** Keeps what can change no more, and begins a new block after a long one. */
  #add(block: OpenBlock, text: string): void {
    block.done += text;
    if (block.done.length < BLOCK_CHARACTERS) return;
    this.#keep({ id: block.id, stream: block.stream, text: block.done });
    [block.id, block.done] = [this.#ids++, ''];
  }

  /** Another stream writes, or nobody any more: a line that was begun is one. */
  #close(): void {
    const open = this.#open;
    if (!open) return;
    const rest = open.line.end();
    this.#open = undefined;
    if (open.done + rest === '') return;
    this.#keep({ id: open.id, stream: open.stream, text: open.done + rest });
    if (rest !== '' && open.stream !== 'input') this.#lines++;
  }

  #keep(block: LogBlock): void {
    this.#blocks.push(block);
    this.#drawn += block.text.length;
    this.#drop(0);
  }

  /** Lets go of the oldest blocks, so that there is room for `more` characters in one more block. */
  #drop(more: number): void {
    const many = more > 0 ? DRAWN_BLOCKS - 1 : DRAWN_BLOCKS;
    while (this.#blocks.length > 0 && (this.#drawn + more > DRAWN_CHARACTERS || this.#blocks.length > many)) {
      const gone = this.#blocks.shift()!.text.length;
      this.#drawn -= gone;
      this.#dropped += gone;
    }
  }

  #publishSoon(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#schedule(() => this.#publish());
  }

  #publish(): void {
    this.#scheduled = false;
    const unfinished = this.#open?.line.text ?? '';
    const text = (this.#open?.done ?? '') + unfinished;
    this.#drop(text.length);
    const blocks = [...this.#blocks];
    if (this.#open && text !== '') blocks.push({ id: this.#open.id, stream: this.#open.stream, text });
    this.#view.value = { blocks, dropped: this.#dropped, lines: this.#lines, unfinished, empty: this.#written === 0 };
  }
}
