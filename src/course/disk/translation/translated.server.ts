import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { LANGS } from '../../../i18n/strings.ts';
import { inProject } from '../../../project.server.ts';
import { readFiles } from '../folder.server.ts';
import type { Problem } from '../problem.ts';
import { sectionsOf, type Section } from './sections.ts';

/** The language that is written first. */
const SOURCE = 'en';
const RECORD = 'translated.json';
/** Of SHA-256, in hexadecimal digits: nobody makes two sections alike on purpose. */
const DIGITS = 12;

/** By page (`02-encryption/06-ecb`) and section, the hash of the English text that its translation was made of. */
type Record = { [page: string]: { [section: string]: string } };

/** Sections of other languages whose English source has changed since they were recorded, or that never were; in order of files. */
export async function olderSections(content = inProject('content')): Promise<Problem[]> {
  const pages = await pagesOf(content, SOURCE);
  const others = LANGS.filter(lang => lang !== SOURCE);
  const all = await Promise.all(others.map(lang => olderIn(content, lang, pages)));
  return all.flat();
}

async function olderIn(content: string, lang: string, sources: ReadonlyMap<string, string>): Promise<Problem[]> {
  const [record, pages] = await Promise.all([readRecord(content, lang), pagesOf(content, lang)]);
  return [...sources].flatMap(([page, source]) => {
    const translation = pages.get(page);
    if (translation === undefined) return []; // the course's own check tells what is missing
    const ours = sectionsOf(translation);
    const sections = sectionsOf(source);
    return sections
      .filter(section => record[page]?.[section.name] !== hashOf(section))
      .map(section => ({
        file: `content/${lang}/${page}.mdx`,
        line: placeOf(section, sections, ours),
        column: 1,
        message:
          `is older than "${section.name || 'its opening'}" in content/${SOURCE}/${page}.mdx:${section.line}; ` +
          `once it says the same: npm run lesson -- translated ${slugOf(page)}`,
      }));
  });
}

/** Records that all other languages' pages of an exercise say what the English one says now. */
export async function recordTranslated(slug: string, content = inProject('content')): Promise<void> {
  const pages = await pagesOf(content, SOURCE);
  for (const lang of LANGS.filter(lang => lang !== SOURCE)) {
    const record = await readRecord(content, lang);
    for (const [page, source] of pages) {
      if (slugOf(page) !== slug.replace(/-twin$/, '')) continue;
      record[page] = Object.fromEntries(sectionsOf(source).map(section => [section.name, hashOf(section)]));
    }
    const sorted = Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));
    await writeFile(join(content, lang, RECORD), `${JSON.stringify(sorted, null, 2)}\n`);
  }
}

/** A lesson's page and its twin's go by one name. */
function slugOf(page: string): string {
  return page.replace(/^.*\/(\d+-)?/, '');
}

/** Line breaks and indentation are no change of what is said. */
function hashOf({ text }: Section): string {
  return createHash('sha256').update(text.replace(/\s+/g, ' ').trim()).digest('hex').slice(0, DIGITS);
}

/** Keys of the front matter have the same names in all languages; headings are matched by their order. */
function placeOf(section: Section, sections: readonly Section[], ours: readonly Section[]): number {
  const like = (one: Section): boolean => one.body === section.body;
  const same = section.body
    ? ours.filter(like)[sections.filter(like).indexOf(section)]
    : ours.find(one => like(one) && one.name === section.name);
  return same?.line ?? 1;
}

async function pagesOf(content: string, lang: string): Promise<Map<string, string>> {
  const files = await readFiles(join(content, lang));
  return new Map(
    Object.entries(files)
      .filter(([name]) => name.endsWith('.mdx'))
      .map(([name, text]) => [name.slice(0, -'.mdx'.length), text]),
  );
}

async function readRecord(content: string, lang: string): Promise<Record> {
  try {
    return JSON.parse(await readFile(join(content, lang, RECORD), 'utf8')) as Record;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}; // nothing was recorded yet
    throw error;
  }
}
