import { z } from 'zod';

import { commandSchema, endSchema, lookSchema } from './hands-on.ts';
import { question, text } from './question.ts';

const slug = z.string().regex(/^[a-z0-9-]+$/);
const labels = z.record(text, text).optional();
const hints = z.array(text).length(3);

/**
 * A check in a reader's language. `why` says in a sentence or two why it matters, `ask` is a question that leads to
 * what to try, `fix` says what to try, `rule` names the RFC, NIST or other section broken, `outcomes` has words for
 * mistakes that the check tells apart, `labels` what its English labels are called (see src/course/labels.ts).
 */
export const checkProseSchema = z.strictObject({
  title: text,
  why: text,
  ask: text.optional(),
  fix: z.string().optional(),
  rule: z.string().optional(),
  outcomes: z.record(z.string(), z.string()).default({}),
  labels,
});

/** A step's name and its own three rungs of hints. */
const stepSchema = z.strictObject({ title: text, hints });

/**
 * The frontmatter of `content/<lang>/<NN-chapter>/<NN-lesson>.mdx`.
 * - `needs`: lessons that a reader should have done before.
 * - `predict`: asked before the first Run; `after` is the truth in a sentence.
 * - `steps`: as many as in lesson.json, each with its hints: concept, API, near-code. A lesson of the first edition has
 *   `hints` for all of it instead.
 * - `labels`: of labels that more than one check shows.
 * - `wire`: what to look for on the wire, shown by `<LookAtWire />` in the text; `terminal`: commands to try in the
 *   terminal, shown by `<InTerminal />`; `ends`: who is who on the wire when the lesson's own program runs.
 * - `explain`: asks for the idea in own words, and has a model sentence.
 * - `recall`: questions that come up again on later days; `why` explains the right answer.
 */
export const proseSchema = z
  .strictObject({
    title: text,
    summary: text,
    exercise: slug,
    minutes: z.number().int().min(5).max(60),
    needs: z.array(slug).optional(),
    predict: question({ after: text }).optional(),
    steps: z.array(stepSchema).optional(),
    checks: z.record(z.string(), checkProseSchema),
    labels,
    hints: hints.optional(),
    wire: z.array(lookSchema).min(1).optional(),
    terminal: z.array(commandSchema).min(1).optional(),
    ends: z.array(endSchema).min(1).optional(),
    explain: z.strictObject({ ask: text, model: text }).optional(),
    recall: z
      .array(question({ why: text }))
      .min(2, 'has at least two questions')
      .optional(),
  })
  .superRefine((prose, context) => {
    if ((prose.hints === undefined) !== (prose.steps === undefined)) return;
    const message = prose.hints
      ? 'stands beside "steps", which have hints of their own; take it out'
      : '"steps" is missing: a title and three hints for each step of lesson.json';
    context.addIssue({ code: 'custom', path: prose.hints ? ['hints'] : [], message });
  });

/**
 * The frontmatter of a twin's page, `content/<lang>/twins/<lesson>.mdx`. It asks nothing beforehand and nothing later: it
 * is itself what comes up again of a lesson.
 */
export const twinProseSchema = z.strictObject({
  title: text,
  summary: text,
  minutes: z.number().int().min(5).max(60),
  hints,
  checks: z.record(z.string(), checkProseSchema),
  labels,
});

export type TwinProse = z.infer<typeof twinProseSchema>;
export type CheckProse = z.infer<typeof checkProseSchema>;
export type Prose = z.infer<typeof proseSchema>;
/** A question asked before the first Run, with its truth. */
export type Predict = NonNullable<Prose['predict']>;
/** A question that comes up again on later days. */
export type Recall = NonNullable<Prose['recall']>[number];
export type Explain = NonNullable<Prose['explain']>;
