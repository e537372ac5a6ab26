import { randomBytes, randomInt } from 'node:crypto';

/** Where secrets of a graded run come from: a whole number from 0 up to `below`, which is not included. */
export type Chance = (below: number) => number;

export const chance: Chance = below => randomInt(below);

/** A seed that nobody could know before the run. */
export const secretSeed = (): string => randomBytes(12).toString('hex');

/** The same list in another order, each as likely (Fisher and Yates). */
export function shuffled<T>(list: readonly T[], random: Chance): T[] {
  const mixed = [...list];
  for (let last = mixed.length - 1; last > 0; last--) {
    const at = random(last + 1);
    [mixed[last], mixed[at]] = [mixed[at]!, mixed[last]!];
  }
  return mixed;
}
