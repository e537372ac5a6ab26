import type { FileMap } from '../../course/workspace.ts';

/** What whoever has passed may look at: `exercises/<slug>/after.json`, loaded no sooner. */
export interface AfterPassing {
  /** Wrong answers as diffs against the solution, with exactly the checks that they fail. */
  wrong: readonly { name: string; diff: string; caughtBy: readonly string[] }[];
  /** Other right answers by name, each with the files in which it differs from the starter. */
  also: Readonly<Record<string, FileMap>>;
}

/** A wrong answer to place, and the checks that could be the one: that it was written for, and some that it passes. */
export interface CatchQuestion {
  diff: string;
  caughtBy: readonly string[];
  options: readonly string[];
}

const OPTIONS = 4;

/** "Which check catches this?", as many as there are of; `ids` in teaching order, which tells nothing of the answer. */
export function catchQuestions({ wrong }: AfterPassing, ids: readonly string[]): CatchQuestion[] {
  return wrong.flatMap(({ diff, caughtBy }, at) => {
    const passed = ids.filter(id => !caughtBy.includes(id));
    if (passed.length === 0) return [];
    // Another few for each question, and the same ones on every visit.
    const others = passed.map((_, n) => passed[(n + at) % passed.length]!).slice(0, OPTIONS - 1);
    return [{ diff, caughtBy, options: ids.filter(id => id === caughtBy[0] || others.includes(id)) }];
  });
}
