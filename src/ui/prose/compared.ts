/** A byte of a guess, and what a comparison from the front that stops at the first difference does with it. */
export interface ComparedByte {
  byte: string;
  state: 'same' | 'stops' | 'unread';
}

/** The bytes of a guess beside the right ones, both as hex with spaces, and how many of them were compared. */
export function comparedBytes(right: string, guess: string): { bytes: ComparedByte[]; compared: number } {
  const [expected, given] = [right.split(' '), guess.split(' ')];
  if (expected.length !== given.length) {
    throw new Error(`<Compared> has a guess "${guess}" that is not as long as "${right}"`);
  }
  const differs = given.findIndex((byte, at) => byte !== expected[at]);
  const stop = differs === -1 ? given.length : differs;
  const stateAt = (at: number) => (at < stop ? 'same' : at === stop ? 'stops' : 'unread');
  const bytes = given.map((byte, at) => ({ byte, state: stateAt(at) }) satisfies ComparedByte);
  return { bytes, compared: Math.min(stop + 1, given.length) };
}
