import * as z from 'zod/mini';

import { mergeLessons, readLast, readLesson } from './attempts.ts';
import { sameFiles } from './code.ts';
import { keepCopy, listCopies } from './copies.ts';
import {
  copySchema, draftSchema, KEY, lastSchema, lessonSchema, readRecord, writeRecord, type Draft,
} from './records.ts';
import type { Store } from './store.ts';

const FORMAT = 'handshake-progress';
const VERSION = 1;
/** Far above all drafts of a whole course. */
export const LONGEST_IMPORT = 8 * 1024 * 1024;

const slug = z.string().check(z.regex(/^[a-z0-9-]+$/));
const exportSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  at: z.number(),
  drafts: z.record(slug, draftSchema),
  lessons: z.record(slug, lessonSchema),
  copies: z.record(slug, z.array(copySchema)),
  last: z.optional(lastSchema),
});
type Exported = z.infer<typeof exportSchema>;

/**
 * Why a file was not taken; nothing has been changed then.
 * - `too-long`, `not-json`; `not-ours`: some other JSON; `newer`: from a later version of the site (`version`);
 * - `invalid`: `where` is the path of the first wrong value, for example `drafts.echo.files`.
 */
export type ImportProblem =
  | { code: 'too-long' | 'not-json' | 'not-ours' }
  | { code: 'newer'; version: number }
  | { code: 'invalid'; where: string };

export type ImportOutcome =
  | { ok: true; lessons: number; drafts: number; kept: number }
  | { ok: false; problem: ImportProblem };

/** All drafts, kept copies and attempts as one JSON text. */
export function exportProgress(store: Store, now = Date.now()): string {
  const slugs = (prefix: string): string[] => [...new Set(store.keys(prefix).map(key => key.slice(prefix.length).split('/')[0]!))];
  const each = <T>(prefix: string, read: (slug: string) => T | undefined): Record<string, T> =>
    Object.fromEntries(slugs(prefix).flatMap(slug => {
      const value = read(slug);
      return value === undefined ? [] : [[slug, value]];
    }));
  const all: Exported = {
    format: FORMAT,
    version: VERSION,
    at: now,
    drafts: each(KEY.drafts, slug => readRecord(store, KEY.drafts + slug, draftSchema)),
    lessons: each(KEY.lessons, slug => readRecord(store, KEY.lessons + slug, lessonSchema)),
    copies: each(KEY.copies, slug => listCopies(store, slug).map(({ id: _, ...copy }) => copy)),
    ...(readLast(store) && { last: readLast(store) }),
  };
  return `${JSON.stringify(all, null, 2)}\n`;
}

/**
 * Takes over an exported file: attempts are merged, and a draft that was here and differs is kept as a copy.
 * Never throws; `kept` counts those copies.
 */
export function importProgress(store: Store, text: string, now = Date.now()): ImportOutcome {
  const read = readExport(text);
  if ('problem' in read) return { ok: false, problem: read.problem };
  const { drafts, lessons, copies, last } = read.exported;
  let kept = 0;
  for (const [slug, copiesOfOne] of Object.entries(copies)) {
    for (const copy of copiesOfOne) keepCopy(store, slug, copy);
  }
  for (const [slug, draft] of Object.entries(drafts)) kept += takeDraft(store, slug, draft, now) ? 1 : 0;
  for (const [slug, lesson] of Object.entries(lessons)) {
    writeRecord(store, KEY.lessons + slug, mergeLessons(readLesson(store, slug), lesson));
  }
  if (last && !readLast(store)) writeRecord(store, KEY.last, last);
  return { ok: true, lessons: Object.keys(lessons).length, drafts: Object.keys(drafts).length, kept };
}

/** Returns whether a draft that was here had to be kept as a copy. */
function takeDraft(store: Store, slug: string, draft: Draft, now: number): boolean {
  const here = readRecord(store, KEY.drafts + slug, draftSchema);
  if (here && sameFiles(here.files, draft.files)) return false;
  const copied = here && keepCopy(store, slug, { files: here.files, reason: 'import', at: now });
  // A revision above both: an open tab sees that its draft has been replaced, and asks.
  const revision = Math.max(here?.revision ?? 0, draft.revision) + 1;
  writeRecord(store, KEY.drafts + slug, { ...draft, revision, tab: 'import' });
  return copied !== undefined;
}

function readExport(text: string): { exported: Exported } | { problem: ImportProblem } {
  if (text.length > LONGEST_IMPORT) return { problem: { code: 'too-long' } };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: { code: 'not-json' } };
  }
  const head = z.object({ format: z.literal(FORMAT), version: z.int() }).safeParse(json);
  if (!head.success) return { problem: { code: 'not-ours' } };
  if (head.data.version > VERSION) return { problem: { code: 'newer', version: head.data.version } };
  const whole = exportSchema.safeParse(json);
  if (whole.success) return { exported: whole.data };
  return { problem: { code: 'invalid', where: whole.error.issues[0]?.path.join('.') ?? '' } };
}
