/** What must be done to turn one text into another: replace `start..end` of the old one by `text`. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** The smallest single edit between two texts (offsets in UTF-16 units), or null where they are the same. */
export function singleEdit(before: string, after: string): Edit | null {
  if (before === after) return null;
  const limit = Math.min(before.length, after.length);
  let start = 0;
  while (start < limit && before[start] === after[start]) start += 1;
  if (insidePair(before, start) || insidePair(after, start)) start -= 1;
  let tail = 0;
  while (tail < limit - start && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  if (insidePair(before, before.length - tail) || insidePair(after, after.length - tail)) tail -= 1;
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}

/** True between the two halves of a surrogate pair, where a text must not be cut. */
function insidePair(text: string, at: number): boolean {
  return /[\uD800-\uDBFF]/.test(text[at - 1] ?? '') && /[\uDC00-\uDFFF]/.test(text[at] ?? '');
}

/** An owner that hands a text back later than this did not mean to: about ten renders of a slow page. */
const ECHO_MS = 1_000;

/**
 * Tells a text that comes from outside (Reset, a solution, another tab) from the owner handing back what the
 * reader typed a moment ago, which must not undo what was typed since. Times in milliseconds of any clock.
 */
export class Echoes {
  #sent: { text: string; at: number }[] = [];

  sent(text: string, now: number): void {
    this.#sent = this.#sent.filter(one => now - one.at < ECHO_MS);
    this.#sent.push({ text, at: now });
  }

  /** True for a text that was sent a moment ago; forgets it and all older ones. */
  take(text: string, now: number): boolean {
    const found = this.#sent.findIndex(one => one.text === text && now - one.at < ECHO_MS);
    this.#sent = this.#sent.slice(found + 1);
    return found >= 0;
  }
}
