import { z } from 'zod';

/** Characters of one file, and files of one event: own files are bounded alike in the bench. */
const LONGEST_FILE = 200_000;
const MOST_FILES = 40;
/** A pupil's outbox sends at most so many at once. */
export const MOST_EVENTS = 100;

const lesson = z.string().regex(/^[a-z\d-]{1,80}$/);
const id = z.string().regex(/^[\w-]{16,64}$/);

const files = z
  .record(z.string().min(1).max(200), z.string().max(LONGEST_FILE))
  .refine(all => Object.keys(all).length <= MOST_FILES);

const results = z
  .array(
    z.object({
      id: z.string().max(100),
      status: z.enum(['pass', 'fail', 'timeout', 'error']),
      outcome: z.string().max(100).optional(),
    }),
  )
  .max(100);

/** A Check: the files it judged, and what each check said. */
export const checkBody = z.object({
  files,
  report: z.object({
    passed: z.boolean(),
    total: z.number().int().min(0).max(100),
    results,
    seed: z.string().max(200),
  }),
});
export const draftBody = z.object({ files });
export const runBody = z.object({
  files,
  program: z.string().max(200),
  said: z.string().max(20_000),
  code: z.number().int().nullable(),
});

const common = {
  id,
  device: id,
  counter: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  lesson,
  madeAt: z.number().int(),
};

/** What a pupil's browser sends of their work. What is more than this is left out, what is other is refused. */
export const workEvent = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('draft'), body: draftBody }),
  z.object({ ...common, kind: z.literal('check'), body: checkBody }),
  z.object({ ...common, kind: z.literal('run'), body: runBody }),
]);

/** One request of a pupil's outbox, and whose it is: another may have logged in meanwhile. */
export const sentEvents = z.object({
  pupil: z.string().optional(),
  events: z.array(z.unknown()).min(1).max(MOST_EVENTS),
});
