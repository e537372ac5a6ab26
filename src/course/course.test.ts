import { describe, expect, test } from 'vitest';

import { buildCourse, chapterOf, neighbours, writtenLessons } from './course.ts';
import { outlineSchema } from './outline.ts';
import { lessonPath, parseLessonId } from './lesson-id.ts';

const outline = outlineSchema.parse({
  chapters: {
    '01-sockets': { title: 'Sockets', summary: 'Bytes.' },
    '00-start': { title: 'Start', summary: 'Begin.' },
  },
  planned: { '01-sockets/02-framing': 'Chunks are not messages', '01-sockets/01-echo': 'An old title' },
});

function prose(id: string, title = id) {
  return { id, title, summary: 's', exercise: id.split('-').at(-1)!, minutes: 10 };
}

const entries = [
  prose('en/01-sockets/03-limits'),
  prose('en/01-sockets/01-echo', 'A stream'),
  prose('ko/01-sockets/01-echo', '스트림'),
  prose('en/00-start/00-copied-snippet'),
];
const en = buildCourse('en', outline, entries);
const ko = buildCourse('ko', outline, entries);

describe('the course', () => {
  test('has chapters and lessons in the order of their numbers, whatever order they were found in', () => {
    expect(en.chapters.map(({ slug }) => slug)).toEqual(['start', 'sockets']);
    expect(en.chapters[1]!.lessons.map(({ slug }) => slug)).toEqual(['echo', 'framing', 'limits']);
  });

  test('shows a planned lesson by its title until its prose is there', () => {
    const [echo, framing] = en.chapters[1]!.lessons;
    expect(echo).toMatchObject({ written: true, title: 'A stream' });
    expect(framing).toMatchObject({ written: false, title: 'Chunks are not messages' });
  });

  test('gives each reader their own language, and English where it is missing', () => {
    const [echo, , limits] = ko.chapters[1]!.lessons;
    expect(echo).toMatchObject({ title: '스트림', proseLang: 'ko' });
    expect(limits).toMatchObject({ proseLang: 'en', id: 'en/01-sockets/03-limits' });
  });

  test('never gives an English reader a lesson that is only there in Korean', () => {
    const course = buildCourse('en', outline, [prose('ko/00-start/00-copied-snippet')]);
    expect(writtenLessons(course)).toEqual([]);
  });

  test('refuses an id that is no lesson, and says how to name it', () => {
    expect(() => buildCourse('en', outline, [prose('en/echo')])).toThrow('<lang>/<NN-chapter>/<NN-lesson>');
  });
});

describe('going through the lessons', () => {
  const [first, second, third] = writtenLessons(en) as [never, never, never];

  test('goes on across a chapter and over lessons that are not written', () => {
    expect(neighbours(en, first).next).toMatchObject({ slug: 'echo' });
    expect(neighbours(en, second).next).toMatchObject({ slug: 'limits' });
    expect(neighbours(en, third).previous).toMatchObject({ slug: 'echo' });
  });

  test('ends at both ends', () => {
    expect(neighbours(en, first).previous).toBeUndefined();
    expect(neighbours(en, third).next).toBeUndefined();
  });

  test('finds the chapter a lesson stands in', () => {
    expect(chapterOf(en, second).title).toBe('Sockets');
  });
});

describe('a lesson id', () => {
  test('gives language, chapter, slug and both numbers', () => {
    expect(parseLessonId('en/02-encryption/10-aead')).toEqual({
      lang: 'en',
      chapter: 'encryption',
      chapterNumber: 2,
      slug: 'aead',
      number: 10,
    });
  });

  test.each(['en/encryption/aead', 'en/02-encryption', '02-encryption/10-aead', 'en/02-encryption/10-aead.mdx'])(
    'is not %s',
    id => expect(parseLessonId(id)).toBeUndefined(),
  );

  test('leads to an address without the numbers', () => {
    expect(lessonPath('ko', { chapter: 'encryption', slug: 'aead' })).toBe('/ko/encryption/aead/');
  });
});
