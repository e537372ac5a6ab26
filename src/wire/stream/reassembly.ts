/** Bytes of one direction in their order, whatever order the segments came in (RFC 9293, section 3.4). */
export class Reassembly {
  #next?: number;
  readonly #early = new Map<number, Uint8Array>();
  #held = 0;
  #lost = false;

  /** Whether bytes are missing that never came, so that what is held after them could not be used. */
  get gap(): boolean {
    return this.#early.size > 0 || this.#lost;
  }

  /** The next byte is number `sequence` + 1. */
  syn(sequence: number): void {
    this.#next = (sequence + 1) >>> 0;
  }

  /** What this segment adds: nothing where it came before, more than its own where others waited for it. */
  add(sequence: number, payload: Uint8Array): Uint8Array[] {
    if (payload.length === 0) return [];
    this.#next ??= sequence;
    const ahead = distance(this.#next, sequence);
    if (ahead > 0) return this.#hold(sequence, payload);
    const fresh = this.#take(sequence, payload);
    return fresh.length > 0 ? [fresh, ...this.#waiting()] : [];
  }

  #take(sequence: number, payload: Uint8Array): Uint8Array {
    const fresh = payload.subarray(Math.min(payload.length, -distance(this.#next!, sequence)));
    this.#next = (this.#next! + fresh.length) >>> 0;
    return fresh;
  }

  #hold(sequence: number, payload: Uint8Array): [] {
    if (this.#held + payload.length > MOST_HELD || this.#early.size >= MOST_SEGMENTS) this.#lost = true;
    else if ((this.#early.get(sequence)?.length ?? 0) < payload.length) {
      this.#held += payload.length - (this.#early.get(sequence)?.length ?? 0);
      this.#early.set(sequence, payload);
    }
    return [];
  }

  #waiting(): Uint8Array[] {
    const found: Uint8Array[] = [];
    for (let again = true; again;) {
      again = false;
      for (const [sequence, payload] of this.#early) {
        if (distance(this.#next!, sequence) > 0) continue;
        this.#early.delete(sequence);
        this.#held -= payload.length;
        const fresh = this.#take(sequence, payload);
        if (fresh.length > 0) found.push(fresh);
        again = true;
      }
    }
    return found;
  }
}

/** What is held for bytes that are still to come: nobody holds back more in earnest. */
const MOST_HELD = 4 * 1024 * 1024;
const MOST_SEGMENTS = 512;

/** How far a sequence number is ahead of another, modulo 2^32; negative where it is behind. */
const distance = (from: number, to: number): number => (to - from) | 0;
