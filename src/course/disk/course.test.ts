import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { outlineSchema } from '../outline.ts';
import { LANGS } from '../../i18n/strings.ts';
import { inProject } from '../../project.server.ts';
import { formatProblems } from './problem.ts';
import { validateCourse } from './validate.server.ts';

const outlineOf = (lang: string) =>
  outlineSchema.parse(JSON.parse(readFileSync(inProject('content', lang, 'course.json'), 'utf8')));
const lessonsOf = (lang: string) =>
  readdirSync(inProject('content', lang), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.mdx'))
    .sort();

describe('our course', () => {
  test('has no mistake', async () => {
    expect(formatProblems(await validateCourse(inProject()))).toBe('');
  });

  test.each(LANGS)('has every lesson in %s', lang => {
    expect(lessonsOf(lang)).toEqual([...new Set(LANGS.flatMap(lessonsOf))].sort());
  });

  test.each(LANGS)('names in %s the same chapters and the same planned lessons as in English', lang => {
    const [own, english] = [outlineOf(lang), outlineOf('en')];
    expect(Object.keys(own.chapters)).toEqual(Object.keys(english.chapters));
    expect(Object.keys(own.planned)).toEqual(Object.keys(english.planned));
  });

  test('has a place in its outline for every lesson that is written', () => {
    const planned = Object.keys(outlineOf('en').planned);
    const written = lessonsOf('en')
      .filter(file => !file.startsWith('twins/'))
      .map(file => file.replace(/\.mdx$/, ''));
    expect(written.filter(lesson => !planned.includes(lesson))).toEqual([]);
  });
});
