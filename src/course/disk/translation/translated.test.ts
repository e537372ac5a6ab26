import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { inProject } from '../../../project.server.ts';
import { formatProblems } from '../problem.ts';
import { sectionsOf } from './sections.ts';
import { olderSections, recordTranslated } from './translated.server.ts';

const ENGLISH = `---
title: Seal it
checks:
  sealed:
    title: Sealed
---

It opens.

## A box

\`\`\`sh
## no heading
\`\`\`

### Its key
Kept.
`;
const KOREAN = ENGLISH.replace('Seal it', '봉해요').replace('A box', '상자').replace('Its key', '열쇠');

test('a file is cut at the keys of its front matter and at headings, but not at code that looks like one', () => {
  expect(sectionsOf(ENGLISH).map(({ name, line }) => [name, line])).toEqual([
    ['title', 2],
    ['checks', 3],
    ['', 7],
    ['A box', 10],
    ['Its key', 16],
  ]);
});

describe('a course in which a page was translated', () => {
  let content: string;
  const write = (lang: string, text: string): Promise<void> =>
    writeFile(join(content, lang, '01-a', '02-seal.mdx'), text);

  beforeEach(async () => {
    content = await mkdtemp(join(tmpdir(), 'handshake-content-'));
    for (const lang of ['en', 'ko']) await mkdir(join(content, lang, '01-a'), { recursive: true });
    await write('en', ENGLISH);
    await write('ko', KOREAN);
    await recordTranslated('seal', content);
  });
  afterEach(() => rm(content, { recursive: true }));

  test('is up to date, also when lines are broken elsewhere', async () => {
    expect(await olderSections(content)).toEqual([]);
    await write('en', ENGLISH.replace('It opens.', 'It\nopens.'));
    expect(await olderSections(content)).toEqual([]);
  });

  test('tells each section whose English source has changed, at its place in the translation', async () => {
    await write('en', ENGLISH.replace('Kept.', 'Kept apart.').replace('title: Sealed', 'title: Closed'));
    const told = formatProblems(await olderSections(content)).split('\n');
    expect(told).toEqual([
      expect.stringMatching(
        /^content\/ko\/01-a\/02-seal\.mdx:3:1 {2}is older than "checks" in content\/en\/.*:3; .*-- translated seal$/,
      ),
      expect.stringMatching(/^content\/ko\/01-a\/02-seal\.mdx:16:1 {2}is older than "Its key" in content\/en\/.*:16;/),
    ]);
    await recordTranslated('seal', content);
    expect(await olderSections(content)).toEqual([]);
  });

  test('tells a section that was never there before', async () => {
    await write('en', `${ENGLISH}\n## New\nYes.\n`);
    expect(formatProblems(await olderSections(content))).toMatch(/is older than "New"/);
  });
});

test('every section of the course is recorded, and says what its English source says', async () => {
  expect(formatProblems(await olderSections())).toBe('');
});

test('every page has as many headings in each language', async () => {
  const record = JSON.parse(await readFile(inProject('content', 'ko', 'translated.json'), 'utf8')) as object;
  const pages = Object.keys(record);
  expect(pages.length).toBeGreaterThan(20);
  for (const page of pages) {
    const [english, korean] = await Promise.all(
      ['en', 'ko'].map(async lang => sectionsOf(await readFile(inProject('content', lang, `${page}.mdx`), 'utf8'))),
    );
    const bodies = [english!, korean!].map(sections => sections.filter(({ body }) => body).length);
    expect(bodies[1], page).toBe(bodies[0]);
  }
});
