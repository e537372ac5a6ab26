import * as z from 'zod/mini';

import { resultSchema, seenErrorSchema } from '../../checker/records.ts';
import { EXIT_REASONS } from '../../runtimes/runtime.ts';

/** What the panels showed when the page was left, so that it is there after a reload or in the other language. */
const shownSchema = z.object({
  task: z.enum(['run', 'check']),
  blocks: z.array(z.object({ stream: z.enum(['stdout', 'stderr', 'input']), text: z.string() })),
  /** Characters before the first block. */
  dropped: z.int().check(z.nonnegative()),
  ended: z.optional(
    z.object({
      exit: z.object({
        reason: z.enum(EXIT_REASONS),
        code: z.nullable(z.int()),
        message: z.optional(z.string()),
      }),
      program: z.string(),
      ms: z.number(),
      lastWords: z.string(),
    }),
  ),
  checks: z.array(z.object({ code: z.string(), result: resultSchema })),
  alone: z.optional(z.string()),
  report: z.optional(
    z.object({
      seed: z.string(),
      passed: z.boolean(),
      only: z.optional(z.array(z.string())),
      interruption: z.optional(
        z.object({
          kind: z.enum(['load', 'exit', 'runtime', 'aborted']),
          error: z.optional(seenErrorSchema),
          code: z.optional(z.nullable(z.int())),
          message: z.optional(z.string()),
        }),
      ),
    }),
  ),
});
export type Shown = z.infer<typeof shownSchema>;

/** One lesson's, the last: all of a course would fill what a tab may store. */
const KEY = 'handshake/shown';
/** Characters of JSON. */
export const LONGEST_SHOWN = 200_000;

const keptSchema = z.object({ slug: z.string(), at: z.number(), shown: shownSchema });

/** Keeps it for this tab, without the oldest output where it is too long. What the browser does not take is dropped. */
export function keepShown(slug: string, shown: Shown, at: number, storage = () => sessionStorage): void {
  try {
    const text = fitted({ slug, at, shown });
    if (text === undefined) storage().removeItem(KEY);
    else storage().setItem(KEY, text);
  } catch {
    // It is a convenience: the code itself is kept elsewhere.
  }
}

/** What was kept of this lesson, and when, in ms since 1970; undefined when there is nothing, or nothing readable. */
export function readShown(slug: string, storage = () => sessionStorage): { shown: Shown; at: number } | undefined {
  try {
    const kept = keptSchema.safeParse(JSON.parse(storage().getItem(KEY) ?? 'null')).data;
    return kept?.slug === slug ? kept : undefined;
  } catch {
    return undefined;
  }
}

function fitted(kept: z.infer<typeof keptSchema>): string | undefined {
  const blocks = [...kept.shown.blocks];
  let { dropped } = kept.shown;
  for (;;) {
    const text = JSON.stringify({ ...kept, shown: { ...kept.shown, blocks, dropped } });
    if (text.length <= LONGEST_SHOWN) return text;
    const gone = blocks.splice(0, Math.ceil(blocks.length / 2));
    if (gone.length === 0) return undefined;
    dropped += gone.reduce((sum, block) => sum + block.text.length, 0);
  }
}
