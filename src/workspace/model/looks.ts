import { signal, type ReadonlySignal } from '@preact/signals';

import type { WireRowPlace } from '../../course/hands-on.ts';

/** A row to go to; the same again with another `nonce` goes there again. */
export interface WantedRow extends WireRowPlace {
  nonce: number;
}

/** What the lesson's text has the reader look at, beside the code. */
export class Looks {
  /** The run that begins next, or goes on, is for its wire: that comes to the front in place of what is printed. */
  readonly atWire = signal(false);
  readonly #row = signal<WantedRow | undefined>(undefined);
  readonly #terminal = signal(0);
  #shown = 0;

  get row(): ReadonlySignal<WantedRow | undefined> {
    return this.#row;
  }
  /** Counts how often the terminal was asked for. */
  get terminal(): ReadonlySignal<number> {
    return this.#terminal;
  }

  show(row: WireRowPlace): void {
    this.#row.value = { ...row, nonce: ++this.#shown };
  }

  /** What runs next is another recording. */
  leaveRow(): void {
    this.#row.value = undefined;
  }

  openTerminal(): void {
    this.#terminal.value++;
  }
}
