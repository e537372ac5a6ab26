import * as z from 'zod/mini';

import { lessonOfTwin } from '../course/twin.ts';
import { mergeLessons, readLast, readLesson } from './attempts.ts';
import { sameFiles } from './code.ts';
import { addOlderCopies, dropCopy, keepCopy, listCopies } from './copies.ts';
import {
  copySchema,
  draftSchema,
  KEY,
  lastSchema,
  lessonSchema,
  readRecord,
  writeRecord,
  type Draft,
} from './records.ts';
import type { Store } from './store.ts';

const FORMAT = 'handshake-progress';
const VERSION = 1;
/** Far above all drafts of a whole course. */
export const LONGEST_IMPORT = 8 * 1024 * 1024;
/** An export nests five deep and holds a few hundred values; reading what is far from that takes seconds. */
const DEEPEST_IMPORT = 16;
const MOST_VALUES = 20_000;

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

/**
 * `kept` counts drafts that were here and are copies now, `noRoom` earlier versions in the file that found no place
 * beside those here. Of `unkept` lessons something of the file will not outlive the page, as storage is full or refused.
 */
export type ImportOutcome =
  | { ok: true; lessons: number; drafts: number; kept: number; noRoom: number; unkept: number }
  | { ok: false; problem: ImportProblem };

/** All drafts, kept copies and attempts as one JSON text. */
export function exportProgress(store: Store, now = Date.now()): string {
  const slugs = (prefix: string): string[] => [
    ...new Set(store.keys(prefix).map(key => key.slice(prefix.length).split('/')[0]!)),
  ];
  const each = <T>(prefix: string, read: (slug: string) => T | undefined): Record<string, T> =>
    Object.fromEntries(
      slugs(prefix).flatMap(slug => {
        const value = read(slug);
        return value === undefined ? [] : [[slug, value]];
      }),
    );
  const all: Exported = {
    format: FORMAT,
    version: VERSION,
    at: now,
    drafts: each(KEY.drafts, slug => readRecord(store, KEY.drafts + slug, draftSchema)),
    lessons: each(KEY.lessons, slug => readRecord(store, KEY.lessons + slug, lessonSchema)),
    copies: each(KEY.copies, slug => listCopies(store, slug).map(({ id: _, seq: __, ...copy }) => copy)),
    ...(readLast(store) && { last: readLast(store) }),
  };
  return `${JSON.stringify(all, null, 2)}\n`;
}

/**
 * Takes over an exported file: attempts are merged, a draft that was here and differs is kept as a copy, and no copy
 * made here gives way to one of the file. Never throws.
 */
export async function importProgress(store: Store, text: string, now = Date.now()): Promise<ImportOutcome> {
  const read = readExport(text);
  if ('problem' in read) return { ok: false, problem: read.problem };
  const { drafts, lessons, copies, last } = read.exported;
  const replaced = await copyReplaced(store, drafts, now);
  for (const [slug, draft] of Object.entries(drafts)) {
    if (!replaced.lost.includes(slug)) takeDraft(store, slug, draft);
  }
  for (const [slug, lesson] of Object.entries(lessons)) {
    writeRecord(store, KEY.lessons + slug, mergeLessons(readLesson(store, slug), lesson));
  }
  const noRoom = Object.entries(copies).reduce((sum, [slug, some]) => sum + addOlderCopies(store, slug, some), 0);
  if (last && !readLast(store)) writeRecord(store, KEY.last, last);
  await store.settled();
  const unsaved = Object.keys({ ...drafts, ...lessons, ...copies }).filter(slug => isUnsaved(store, slug));
  return {
    ok: true,
    lessons: Object.keys(lessons).filter(slug => lessonOfTwin(slug) === undefined).length,
    drafts: Object.keys(drafts).length - replaced.lost.length,
    kept: replaced.kept,
    noRoom,
    unkept: new Set([...replaced.lost, ...unsaved]).size,
  };
}

/** Copies what the file's drafts are about to replace. Whose copy would not outlive the page is `lost`: it must stay. */
async function copyReplaced(
  store: Store,
  drafts: Exported['drafts'],
  now: number,
): Promise<{ kept: number; lost: string[] }> {
  const copied = Object.entries(drafts).flatMap(([slug, { files }]) => {
    const here = readRecord(store, KEY.drafts + slug, draftSchema);
    if (!here || sameFiles(here.files, files)) return [];
    const id = keepCopy(store, slug, { files: here.files, reason: 'import', at: now });
    return id === undefined ? [] : [{ slug, id }];
  });
  await store.settled();
  const lost = copied.filter(({ slug, id }) => store.unsaved(`${KEY.copies}${slug}/${id}`).length > 0);
  for (const { slug, id } of lost) dropCopy(store, slug, id);
  return { kept: copied.length - lost.length, lost: lost.map(({ slug }) => slug) };
}

function takeDraft(store: Store, slug: string, draft: Draft): void {
  const here = readRecord(store, KEY.drafts + slug, draftSchema);
  if (here && sameFiles(here.files, draft.files)) return;
  // The next revision, of another tab: an open page sees that its draft has been replaced, and asks.
  writeRecord(store, KEY.drafts + slug, { ...draft, revision: (here?.revision ?? 0) + 1, tab: 'import' });
}

function isUnsaved(store: Store, slug: string): boolean {
  const ofOne = [KEY.drafts + slug, KEY.lessons + slug];
  return store.unsaved('').some(key => ofOne.includes(key) || key.startsWith(`${KEY.copies}${slug}/`));
}

function readExport(text: string): { exported: Exported } | { problem: ImportProblem } {
  if (text.length > LONGEST_IMPORT) return { problem: { code: 'too-long' } };
  if (!isModest(text)) return { problem: { code: 'not-ours' } };
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
  return { problem: { code: 'invalid', where: whole.error.issues[0]?.path.join('.').slice(0, 100) ?? '' } };
}

/** Whether depth and number of values are what an export may have: looked at before it is parsed. */
function isModest(text: string): boolean {
  let depth = 0;
  let values = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const mark = text[at]!;
    if (mark === '"') quoted = !quoted;
    else if (quoted) at += mark === '\\' ? 1 : 0;
    else if (mark === ',') values++;
    else if ('[{'.includes(mark)) depth++;
    else if (']}'.includes(mark)) depth--;
    if (depth > DEEPEST_IMPORT || values > MOST_VALUES) return false;
  }
  return true;
}
