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

/** Code by path, as the learner left it; only files that differ from the starter. */
const files = z.record(z.string(), z.string());
const time = z.number().check(z.nonnegative());
const count = z.int().check(z.nonnegative());

/** `version` is the starter's digest that the files were written over; `tab` and `revision` name one write. */
export const draftSchema = z.object({
  v: z.literal(1), files, version: z.string(), revision: count, tab: z.string(), at: time,
});

export const COPY_REASONS = ['reset', 'solution', 'starter', 'other-tab', 'unresolved', 'import', 'restore'] as const;
export const copySchema = z.object({ v: z.literal(1), files, reason: z.enum(COPY_REASONS), at: time });

/** `best` is the most checks that ever passed in one go; `last` the newest verdicts and the code they are about. */
export const lessonSchema = z.object({
  v: z.literal(1),
  tries: count,
  hints: count,
  solution: z.boolean(),
  best: count,
  passedAt: z.optional(time),
  last: z.optional(z.object({
    statuses: z.record(z.string(), z.enum(['pass', 'fail', 'timeout', 'error'])), code: z.string(), at: time,
  })),
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

export function writeRecord(store: Store, key: string, value: unknown): boolean {
  return store.set(key, JSON.stringify(value));
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
