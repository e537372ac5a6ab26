import { z } from 'zod';

/**
 * A check in a reader's language. `why` says in a sentence or two why it matters, `fix` what to try next,
 * `rule` the RFC, NIST or other section broken, `outcomes` words for mistakes that the check tells apart.
 */
export const checkProseSchema = z.strictObject({
  title: z.string().min(1),
  why: z.string().min(1),
  fix: z.string().optional(),
  rule: z.string().optional(),
  outcomes: z.record(z.string(), z.string()).default({}),
});

/**
 * The frontmatter of `content/<lang>/<NN-chapter>/<NN-lesson>.mdx`. `hints` are the three rungs before the
 * solution: concept, API, near-code.
 */
export const proseSchema = z.strictObject({
  title: z.string().min(1),
  summary: z.string().min(1),
  exercise: z.string().regex(/^[a-z0-9-]+$/),
  minutes: z.number().int().min(5).max(60),
  checks: z.record(z.string(), checkProseSchema),
  hints: z.array(z.string().min(1)).length(3),
});

export type CheckProse = z.infer<typeof checkProseSchema>;
export type Prose = z.infer<typeof proseSchema>;
