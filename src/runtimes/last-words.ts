const KEPT = 8_192;

/** The end of a stream of text, 8,192 UTF-16 units at most: where Node says why a program ended. */
export class LastWords {
  readonly #decoder = new TextDecoder();
  #text = '';

  get text(): string {
    return this.#text;
  }

  push(bytes: Uint8Array): void {
    this.#text = (this.#text + this.#decoder.decode(bytes, { stream: true })).slice(-KEPT);
  }
}
