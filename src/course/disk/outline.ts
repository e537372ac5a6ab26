import { outlineSchema } from '../outline.ts';
import { didYouMean } from './did-you-mean.ts';
import { problemAtTop, type Read } from './problem.ts';
import { Source } from './source.ts';

/** Reads the chapters' folders from the text of `content/<lang>/course.json`; they are named even where it has mistakes. */
export function readChapters(
  lang: string,
  text: string | undefined,
): Read<readonly string[]> & { value: readonly string[] } {
  const file = `content/${lang}/course.json`;
  if (text === undefined) {
    return { value: [], problems: [problemAtTop(file, 'is missing; it names the chapters of the course')] };
  }
  const source = new Source(file, text, { json: true });
  const { value, problems } = source.read(outlineSchema);
  const chapters = Object.keys((source.value as { chapters?: object } | undefined)?.chapters ?? {});
  const strays = Object.keys(value?.planned ?? {}).filter(lesson => !chapters.includes(chapterOf(lesson)));
  const unknown = strays.map(lesson => {
    const near = didYouMean(chapterOf(lesson), chapters);
    return source.problemAtKey(['planned', lesson], `chapter "${chapterOf(lesson)}" is not under "chapters"${near}`);
  });
  return { value: chapters, problems: [...problems, ...unknown] };
}

function chapterOf(lesson: string): string {
  return lesson.split('/')[0]!;
}
