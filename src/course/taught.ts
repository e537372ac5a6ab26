import { lessonPath } from './lesson-id.ts';
import type { WrittenLesson } from './course.ts';
import { classTime, type ClassTime, type LessonPlan } from './plan.ts';
import type { Explain, Predict, Prose, Recall } from './prose.ts';

/** A lesson as its teacher is told of it: the plan, and what the lesson itself has to say in the reader's language. */
export interface TaughtLesson extends Pick<LessonPlan, 'show' | 'before' | 'after' | 'board'> {
  lang: string;
  slug: string;
  number: number;
  title: string;
  /** The one idea. */
  summary: string;
  href: string;
  time: ClassTime;
  predict?: Predict | undefined;
  explain?: Explain | undefined;
  recall?: Recall | undefined;
  mistakes: readonly TaughtMistake[];
  /** How many wrong answers the lesson keeps besides these. */
  left: number;
}

/** A wrong answer of a lesson: what its author believes, and what catches it. */
export interface TaughtMistake {
  name: string;
  believes: string;
  /** Title of the check that it was written for, and the question that this check asks. */
  caughtBy: string;
  ask?: string | undefined;
  /** How many checks fail besides. */
  more: number;
}

interface Wrong {
  misconception: string;
  caughtBy: readonly string[];
}

/** Puts a plan beside its lesson; throws at a wrong answer or a check that is not there. */
export function taughtLesson(
  lang: string,
  lesson: WrittenLesson,
  plan: LessonPlan,
  prose: Pick<Prose, 'checks' | 'predict' | 'explain' | 'recall'>,
  wrong: ReadonlyMap<string, Wrong>,
): TaughtLesson {
  const { show, before, after, board, mistakes, labels = {} } = plan;
  const { slug, number, title, summary, minutes } = lesson;
  return {
    ...{ lang, slug, number, title, summary, show, before, after, board },
    href: lessonPath(lang, lesson),
    time: classTime(minutes),
    predict: prose.predict,
    explain: prose.explain,
    recall: prose.recall?.[0],
    mistakes: mistakes.map(name => {
      const { misconception, caughtBy } = known(wrong.get(name), `${slug} has no wrong answer "${name}"`);
      const check = known(prose.checks[caughtBy[0]!], `${slug} has no words for the check "${caughtBy[0]}"`);
      const believes = labels[misconception] ?? misconception;
      return { name, believes, caughtBy: check.title, ask: check.ask, more: caughtBy.length - 1 };
    }),
    left: wrong.size - mistakes.length,
  };
}

function known<T>(value: T | undefined, message: string): T {
  if (value === undefined) throw new Error(message);
  return value;
}
