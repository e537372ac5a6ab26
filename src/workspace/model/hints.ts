/** Three rungs of prose, then the solution. */
export const RUNGS = 4;

/**
 * Whether the next rung opens at one press: the first always, each further one after one more try. Otherwise it
 * takes a second, deliberate press; nothing is ever locked, and no clock is asked.
 */
export function opensAtOnce(rung: number, tries: number): boolean {
  return rung <= 1 + tries;
}
