import { outlineSchema } from '../outline.ts';
import { didYouMean } from './did-you-mean.ts';
import { problemAtTop, type Read } from './problem.ts';
import { Source } from './source.ts';

/** The chapters' folders, and the lessons that are planned, as `<NN-chapter>/<NN-lesson>`. */
export interface Chapters {
  names: readonly string[];
  planned: readonly string[];
}

/** Reads the chapters' folders from the text of `content/<lang>/course.json`; they are named even where it has mistakes. */
export function readChapters(lang: string, text: string | undefined): Read<Chapters> & { value: Chapters } {
  const file = `content/${lang}/course.json`;
  if (text === undefined) {
    return {
      value: { names: [], planned: [] },
      problems: [problemAtTop(file, 'is missing; it names the chapters of the course')],
    };
  }
  const source = new Source(file, text, { json: true });
  const { value, problems } = source.read(outlineSchema);
  const chapters = Object.keys((source.value as { chapters?: object } | undefined)?.chapters ?? {});
  const planned = Object.keys(value?.planned ?? {});
  const strays = planned.filter(lesson => !chapters.includes(chapterOf(lesson)));
  const unknown = strays.map(lesson => {
    const near = didYouMean(chapterOf(lesson), chapters);
    return source.problemAtKey(['planned', lesson], `chapter "${chapterOf(lesson)}" is not under "chapters"${near}`);
  });
  return { value: { names: chapters, planned }, problems: [...problems, ...unknown] };
}

function chapterOf(lesson: string): string {
  return lesson.split('/')[0]!;
}
