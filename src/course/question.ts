import { z } from 'zod';

/** What a reader reads: never empty. */
export const text = z.string().min(1);

/** A question with its answers; `right` is the place of the right one, from 0. */
export function question<Rest extends z.ZodRawShape>(rest: Rest) {
  return z
    .strictObject({ ask: text, options: z.array(text).min(2).max(4), right: z.number().int().nonnegative(), ...rest })
    .superRefine((value, context) => {
      const { options, right } = value as { options: string[]; right: number };
      if (right < options.length) return;
      const message = `counts from 0, so it is at most ${options.length - 1} here`;
      context.addIssue({ code: 'custom', path: ['right'], message });
    });
}
