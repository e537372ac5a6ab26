import { z } from 'zod';

/**
 * `content/<lang>/course.json`: the chapters' names by folder, and the titles of lessons that are still being
 * written, by `<NN-chapter>/<NN-lesson>`. A lesson that is there is known by its own prose alone.
 */
export const outlineSchema = z.strictObject({
  $schema: z.string().optional(),
  chapters: z.record(
    z.string().regex(/^\d{2}-[a-z0-9-]+$/, 'name a chapter as its folder, for example "02-encryption"'),
    z.strictObject({ title: z.string().min(1), summary: z.string().min(1) }),
  ),
  planned: z
    .record(
      z
        .string()
        .regex(
          /^\d{2}-[a-z0-9-]+\/\d{2}-[a-z0-9-]+$/,
          'name a lesson as its file, for example "02-encryption/10-aead"',
        ),
      z.string().min(1),
    )
    .default({}),
});

export type Outline = z.infer<typeof outlineSchema>;
