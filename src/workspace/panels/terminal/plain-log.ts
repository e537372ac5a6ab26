import { signal, type ReadonlySignal } from '@preact/signals';

import type { Scheduler } from '../../log/output-log.ts';
import { TerminalLine } from '../../log/terminal-line.ts';
import { TerminalText } from '../../log/terminal-text.ts';
import type { Screen } from '../../session/terminal.ts';

/** Lines that stay; a screen reader goes through them one by one. */
export const LINES_KEPT = 400;

export interface PlainView {
  /** Those that are ended: none of them changes any more. */
  lines: readonly { id: number; text: string }[];
  /** The one that a program is still writing, such as a prompt. */
  last: string;
}

/** What a terminal shows, as lines one after the other; whatever moves the cursor out of its line does nothing. */
export class PlainLog implements Screen {
  readonly #view = signal<PlainView>({ lines: [], last: '' });
  readonly #schedule: Scheduler;
  readonly #decoder = new TextDecoder();
  readonly #line: TerminalLine;
  readonly #text: TerminalText;
  #lines: { id: number; text: string }[] = [];
  #row = '';
  #ids = 0;
  #drawn: Promise<void> | undefined;

  /** `columns` are the terminal's: a shell that breaks a long line where they end goes on in the same one here. */
  constructor(schedule: Scheduler, columns: number) {
    this.#schedule = schedule;
    this.#line = new TerminalLine(columns);
    this.#text = new TerminalText({
      print: char => {
        this.#row += this.#line.print(char) ?? '';
      },
      endLine: () => this.#end(),
      move: by => this.#line.move(by),
      control: (final, parameter) => this.#line.control(final, parameter),
    });
  }

  get view(): ReadonlySignal<PlainView> {
    return this.#view;
  }

  /** Settles when it is drawn, so that a flood waits for the page. */
  write(bytes: Uint8Array): Promise<void> {
    this.#text.push(this.#decoder.decode(bytes, { stream: true }));
    this.#drawn ??= new Promise(done =>
      this.#schedule(() => {
        this.#drawn = undefined;
        this.#view.value = { lines: [...this.#lines], last: this.#row + this.#line.text };
        done();
      }),
    );
    return this.#drawn;
  }

  #end(): void {
    this.#lines.push({ id: this.#ids++, text: this.#row + this.#line.end() });
    this.#row = '';
    if (this.#lines.length > LINES_KEPT) this.#lines.shift();
  }
}
