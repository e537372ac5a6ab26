import { z } from 'zod';

import { CAPABILITIES } from './capabilities.ts';
import { FILE_MODES } from './file-modes.ts';

export { checkIds } from './check-ids.ts';

const path = z
  .string()
  .regex(/^(?!\/)(?!.*(^|\/)\.\.?(\/|$))[\w./-]+$/, 'use a relative path of letters, digits, . _ - and /');
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words with hyphens, for example "round-trip"');

/**
 * `lessons/<slug>/lesson.json`, the only metadata of an exercise; everything a reader reads is prose.
 * - `entry`: the file the editor opens with.
 * - `run`: the program behind Run; `entry` unless told.
 * - `edition`: 2 once the lesson has all that docs/adding-a-lesson.md asks for; what it lacks is then a mistake.
 * - `files`: every file under `starter/`, and what the learner does with it (`FILE_MODES`).
 * - `needs`: what a runtime must be able to do for Run and Check.
 * - `pki`: which minted certificates and keys stand in the learner's `pki/` folder (see src/pki/).
 * - `checkPki`: which ones only the checks see, in `check/pki/`.
 * - `steps`: check ids in teaching order, grouped into steps.
 * - `attacks`: which of them attack the learner's code; the page says so before anything has run.
 * - `attacker`: which end of a connection attacks in them; the client unless told.
 */
export const exerciseSchema = z
  .strictObject({
    $schema: z.string().optional(),
    edition: z.literal(2).optional(),
    entry: path,
    run: path.optional(),
    files: z.record(path, z.enum(FILE_MODES)),
    needs: z.array(z.enum(CAPABILITIES)),
    pki: z.array(z.string()).default([]),
    checkPki: z.array(z.string()).default([]),
    steps: z.array(z.array(id).min(1)).min(1),
    attacks: z.array(id).default([]),
    attacker: z.enum(['client', 'server']).optional(),
  })
  .superRefine((exercise, context) => {
    for (const name of [exercise.entry, exercise.run ?? exercise.entry]) {
      if (!(name in exercise.files)) {
        context.addIssue({
          code: 'custom',
          message: `"${name}" is not listed in "files"; add it there or correct the name`,
        });
      }
    }
    const ids = exercise.steps.flat();
    for (const stray of exercise.attacks.filter(one => !ids.includes(one))) {
      context.addIssue({ code: 'custom', message: `attack "${stray}" is not in "steps"; add it there` });
    }
    for (const repeated of ids.filter((one, at) => ids.indexOf(one) !== at)) {
      context.addIssue({ code: 'custom', message: `check "${repeated}" stands twice in "steps"` });
    }
  });

export type Exercise = z.infer<typeof exerciseSchema>;
export type { FileMode } from './file-modes.ts';
