import { concat } from '../../runtimes/run-to-end.ts';

/** Bytes that are kept of what a terminal has shown: some screens full, to be drawn anew. */
export const SHOWN_KEPT = 128 * 1024;
const LINE_END = 10;

/** The last of what a terminal has shown, from the beginning of a line. */
export class ShownBytes {
  #parts: Uint8Array[] = [];
  #length = 0;
  #whole = true;

  push(bytes: Uint8Array): void {
    this.#parts.push(bytes.slice());
    this.#length += bytes.length;
    while (this.#length > SHOWN_KEPT && this.#parts.length > 1) {
      this.#length -= this.#parts.shift()!.length;
      this.#whole = false;
    }
  }

  get bytes(): Uint8Array {
    const all = concat(this.#parts);
    return this.#whole ? all : all.subarray(all.indexOf(LINE_END) + 1);
  }

  clear(): void {
    [this.#parts, this.#length, this.#whole] = [[], 0, true];
  }
}
