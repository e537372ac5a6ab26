import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { folderOf } from '../src/course/twin.ts';
import { filesBelow, readFiles } from '../src/course/disk/folder.server.ts';

export interface Leak {
  /** The file of the built site, relative to its folder. */
  file: string;
  /** The answer found in it, relative to `lessons/`. */
  answer: string;
}

interface Answer {
  path: string;
  /** Its lines that stand nowhere a learner may look, letters and digits only. */
  lines: string[];
}

const TEXT = /\.(html|m?js|css|json|txt|svg|xml|map|diff)$/;
/** Where a reader who asks for the solution gets it, and one who has passed all other answers; they stand nowhere else. */
const ASKED = /^exercises\/([\w-]+)\/(solution|after)\.json$/;
/** Shorter lines say nothing about where they come from. */
const TELLING = 20;
/** One or two lines may be quoted in prose, a wrong answer's even should be. */
const FEWEST = 3;

/**
 * Looks for answers in a built site: files of `solution/`, `also/` and `wrong/` whose own lines (those that are
 * in no starter and no check) stand mostly in one served file, whatever markup or quoting lies between.
 */
export async function findLeaks(dist: string, lessons: string): Promise<Leak[]> {
  const answers = await answersIn(lessons);
  const leaks: Leak[] = [];
  for (const file of (await filesBelow(dist)).filter(path => TEXT.test(path) && !path.startsWith('machine/'))) {
    const text = readings(await readFile(join(dist, file), 'utf8'));
    const [, slug, what] = ASKED.exec(file) ?? [];
    const folder = slug && folderOf(slug);
    const mayHold = folder && (what === 'after' ? `${folder}/` : `${folder}/solution/`);
    for (const { path, lines } of answers) {
      if (mayHold && path.startsWith(mayHold)) continue;
      const found = lines.filter(line => text.includes(line)).length;
      if (found * 2 > lines.length) leaks.push({ file, answer: path });
    }
  }
  return leaks;
}

async function answersIn(lessons: string): Promise<Answer[]> {
  const files = Object.entries(await readFiles(lessons));
  const all = (folder: RegExp) =>
    bare(
      files
        .filter(([path]) => folder.test(path))
        .map(([, text]) => text)
        .join('\n'),
    );
  const open = all(/^[\w-]+\/(?:twin\/)?(starter|checks)\//);
  // A wrong answer is the right one but for a line or two: only what is its own tells it from the solution.
  const solutions = all(/^[\w-]+\/(?:twin\/)?solution\//);
  return files
    .filter(([path]) => /^[\w-]+\/(?:twin\/)?(solution|also|wrong)\/.*\.\w+$/.test(path))
    .map(([path, text]) => {
      const known = /^[\w-]+\/(?:twin\/)?solution\//.test(path) ? open : open + solutions;
      const lines = path.endsWith('.diff') ? addedBy(text) : text.split('\n');
      return { path, lines: lines.map(bare).filter(line => line.length >= TELLING && !known.includes(line)) };
    })
    .filter(({ lines }) => lines.length >= FEWEST);
}

/** What a wrong answer that is kept as a diff has of its own. */
function addedBy(diff: string): string[] {
  return diff
    .split('\n')
    .filter(line => /^\+(?!\+\+ )/.test(line))
    .map(line => line.slice(1));
}

/** What remains of code however it is quoted or escaped: its letters and digits. */
function bare(text: string): string {
  return text.replace(/\\u[0-9a-f]{4}|\\[nrtbfv]/gi, '').replace(/[^\p{L}\p{N}]/gu, '');
}

/** The same file as code, as a page with highlighted code, and as a page that holds such a page in an attribute. */
function readings(text: string): string {
  if (!/<\/?(span|pre|code)|&lt;/.test(text)) return bare(text);
  return [text, decode(withoutTags(text)), decode(withoutTags(decode(text)))].map(bare).join('|');
}

function withoutTags(html: string): string {
  return html.replace(/<\/?[a-z][\w-]*(\s[^<>]*)?>/gi, '');
}

function decode(html: string): string {
  const named: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return html.replace(
    /&(?:(lt|gt|quot|apos|amp)|#(\d+)|#x([0-9a-f]+));/gi,
    (_, name?: string, decimal?: string, hex?: string) =>
      name ? named[name.toLowerCase()]! : String.fromCodePoint(decimal ? Number(decimal) : parseInt(hex!, 16)),
  );
}
