/** Aborts a run when the reader does, or when nothing has been heard for too long. */
export class Watch {
  readonly #controller = new AbortController();
  readonly #over = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  fired = false;
  /** The limit that the reader is told of, in ms. */
  named = 0;

  constructor(reader?: AbortSignal) {
    if (reader?.aborted) this.#controller.abort(reader.reason);
    reader?.addEventListener('abort', () => this.#controller.abort(reader.reason), { signal: this.#over.signal });
  }

  get signal() {
    return this.#controller.signal;
  }

  start(ms: number, named = ms) {
    clearTimeout(this.#timer);
    this.named = named;
    this.#timer = setTimeout(() => {
      this.fired = true;
      this.#controller.abort(new Error('no sign of life'));
    }, ms);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#over.abort();
  }

  abort() {
    this.#controller.abort(new Error('not to be judged'));
  }
}
