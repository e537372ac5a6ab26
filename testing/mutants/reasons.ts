import { z } from 'zod';

import { OPERATORS, type Mutant } from './operators.ts';

const text = z.string().min(1);

/**
 * `lessons/<slug>/mutants.json`: why mutants that no check notices are as right as the solution. One is named by its
 * file, operator and line of the solution, as it stands there without the spaces around it.
 */
export const reasonsSchema = z.array(
  z.strictObject({ file: text, operator: z.enum(OPERATORS), line: text, why: text }),
);

export type Reason = z.infer<typeof reasonsSchema>[number];

/** Survivors that nobody has explained, those that somebody has, and reasons that explain nothing any more. */
export function sortSurvivors(survivors: readonly Mutant[], reasons: readonly Reason[]) {
  const explains = ({ file, operator, line }: Reason, mutant: Mutant): boolean =>
    mutant.file === file && mutant.operator === operator && mutant.source === line;
  const explained = survivors.filter(mutant => reasons.some(reason => explains(reason, mutant)));
  return {
    open: survivors.filter(mutant => !explained.includes(mutant)),
    explained,
    stale: reasons.filter(reason => !survivors.some(mutant => explains(reason, mutant))),
  };
}
