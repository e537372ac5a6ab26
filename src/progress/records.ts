import * as z from 'zod/mini';

import type { Store } from './store.ts';

/** Keys in the store. Everything of ours begins with `handshake/`; slugs hold no slash. */
export const KEY = {
  drafts: 'handshake/draft/',
  lessons: 'handshake/lesson/',
  copies: 'handshake/copy/',
  damaged: 'handshake/damaged/',
  last: 'handshake/last',
} as const;

/** Code by path, as the learner left it: files that differ from the starter, and their own, each with a mark. */
const files = z.record(z.string(), z.string());
const time = z.number().check(z.nonnegative());
/** Far above all that is ever counted, far below where counting up ends. */
const count = z.int().check(z.nonnegative(), z.maximum(1e12));

/** `version` is the starter's digest that the files were written over; `tab` and `revision` name one write. */
export const draftSchema = z.object({
  v: z.literal(1),
  files,
  version: z.string(),
  revision: count,
  tab: z.string(),
  at: time,
});

export const COPY_REASONS = [
  'reset',
  'solution',
  'starter',
  'other-tab',
  'unresolved',
  'import',
  'restore',
  'delete',
  'shared',
  'terminal',
  'beside',
] as const;
/** `seq` says in which order the copies of a lesson were made here, whatever the clock said; older records lack it. */
export const copySchema = z.object({
  v: z.literal(1),
  files,
  reason: z.enum(COPY_REASONS),
  at: time,
  seq: z.optional(z.int()),
});

/**
 * `best` is the most checks that ever passed in one go; `last` the newest verdicts and the code they are about. `shown`:
 * the solution had been shown before everything first passed; records of before this was noted lack it.
 * `stepHints` how many hints were opened of each step, `explained` the reader's own sentence on the
 * lesson, `recalled` when its questions came up again.
 */
export const lessonSchema = z.object({
  v: z.literal(1),
  tries: count,
  hints: count,
  solution: z.boolean(),
  stepHints: z.optional(z.array(count)),
  explained: z.optional(z.string()),
  recalled: z.optional(z.array(time)),
  best: count,
  passedAt: z.optional(time),
  shown: z.optional(z.boolean()),
  last: z.optional(
    z.object({
      statuses: z.record(z.string(), z.enum(['pass', 'fail', 'timeout', 'error'])),
      code: z.string(),
      at: time,
    }),
  ),
});

export const lastSchema = z.object({ lang: z.string(), path: z.string() });

export type Draft = z.infer<typeof draftSchema>;
export type Copy = z.infer<typeof copySchema>;
export type CopyReason = Copy['reason'];
export type LessonRecord = z.infer<typeof lessonSchema>;
export type LastLesson = z.infer<typeof lastSchema>;

/**
 * Reads and validates one record. What is not readable is moved under `handshake/damaged/`, where it can be
 * looked at, and counts as absent: a page never breaks over what it once stored.
 */
export function readRecord<T>(store: Store, key: string, schema: z.ZodMiniType<T>): T | undefined {
  const text = store.get(key);
  if (text === null) return undefined;
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  store.remove(key);
  store.set(`${KEY.damaged}${Date.now()}/${key}`, text);
  return undefined;
}

/** Writes one record under the next revision, unless it brings its own. Returns what `Store.set` does. */
export function writeRecord(store: Store, key: string, value: object): boolean {
  const there = store.get(key);
  const revision = (there === null ? 0 : (revisionOf(key, there) ?? 0)) + 1;
  return store.set(key, JSON.stringify({ revision, ...value }));
}

const stampSchema = z.object({ revision: z._default(count, 0) });
const KINDS = [
  [KEY.drafts, draftSchema],
  [KEY.lessons, lessonSchema],
  [KEY.copies, copySchema],
  [KEY.last, lastSchema],
] as const;

/** How often this record has been written, 0 for one of before revisions; undefined for what is not a whole record. */
export function revisionOf(key: string, text: string): number | undefined {
  const [, schema] = KINDS.find(([prefix]) => key.startsWith(prefix)) ?? [];
  const json = parseJson(text);
  if (!schema?.safeParse(json).success) return undefined;
  return stampSchema.safeParse(json).data?.revision;
}

/** Keys of what could not be read, newest last. */
export function damagedKeys(store: Store): string[] {
  return store.keys(KEY.damaged);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
