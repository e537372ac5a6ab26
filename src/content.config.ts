import { glob } from 'astro/loaders';
import { defineCollection } from 'astro:content';
import type { z } from 'zod';

import { exerciseSchema } from '#src/course/exercise.ts';
import { chapterPlanSchema, guideSchema } from '#src/course/plan.ts';
import { proseSchema, twinProseSchema } from '#src/course/prose.ts';

/** Astro would add a key to a bare object, which one with refinements does not allow. */
const asPipe = <T extends z.ZodType>(schema: T) => schema.transform(value => value);

/** `en/02-encryption/10-aead`: prose, one file a lesson and language. */
const prose = defineCollection({
  loader: glob({
    base: './content',
    pattern: '*/[0-9][0-9]-*/[0-9][0-9]-*.mdx',
    generateId: ({ entry }) => entry.replace(/\.mdx$/, ''),
  }),
  schema: asPipe(proseSchema),
});

/** `en/aead`: prose of a lesson's twin. */
const twins = defineCollection({
  loader: glob({
    base: './content',
    pattern: '*/twins/*.mdx',
    generateId: ({ entry }) => entry.replace('/twins/', '/').replace(/\.mdx$/, ''),
  }),
  schema: asPipe(twinProseSchema),
});

/** `aead`, and `aead-twin` for its twin: the metadata of each exercise. */
const exercises = defineCollection({
  loader: glob({
    base: './lessons',
    pattern: ['*/lesson.json', '*/twin/lesson.json'],
    generateId: ({ entry }) => entry.replace(/\/lesson\.json$/, '').replace('/', '-'),
  }),
  schema: asPipe(exerciseSchema),
});

/** `en/overview`: a page of the teacher's guide. */
const guide = defineCollection({
  loader: glob({
    base: './content',
    pattern: '*/teaching/*.md',
    generateId: ({ entry }) => entry.replace('/teaching/', '/').replace(/\.md$/, ''),
  }),
  schema: asPipe(guideSchema),
});

/** `en/02-encryption`: the lesson plans of a chapter. */
const plans = defineCollection({
  loader: glob({
    base: './content',
    pattern: '*/teaching/plans/*.yaml',
    generateId: ({ entry }) => entry.replace('/teaching/plans/', '/').replace(/\.yaml$/, ''),
  }),
  schema: asPipe(chapterPlanSchema),
});

export const collections = { prose, twins, exercises, guide, plans };
