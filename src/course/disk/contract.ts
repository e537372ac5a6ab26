import { checkIds, programOf, type Exercise } from '../exercise.ts';
import { isWritable } from '../file-modes.ts';
import { missingLabelProblems } from './label-problems.ts';
import type { LessonFiles } from './lesson.ts';
import { problemAtTop, type Problem } from './problem.ts';
import type { ProsePage } from './prose.ts';
import type { SeenLabel } from './seen-labels.ts';

const FEWEST_WRONG = 3;
const MOST_CHECKS = 8;
/** What the second edition adds to a page, and what to write there. */
const KEYS = {
  needs: 'the lessons that a reader should have done before, [] for none',
  predict: 'a question before the first Run, with its options, the right one and the truth',
  steps: 'a title and three hints for each step, in place of "hints"',
  explain: 'a question for the idea in own words, and a model sentence',
  recall: 'two questions that come up again on later days',
} as const;

/** What an exercise lacks of the contract's second edition (docs/adding-a-lesson.md). */
export function exerciseGaps({ slug, exercise, wrong }: Pick<LessonFiles, 'slug' | 'exercise' | 'wrong'>): Problem[] {
  const program = programOf(exercise);
  const checks = checkIds(exercise).length;
  const gaps = [
    !isWritable(exercise.files[program]) && `"${program}" is only read: make what Run runs "scratch", or "edit"`,
    wrong.size < FEWEST_WRONG && `wrong/ holds ${wrong.size} answers: at least ${FEWEST_WRONG} belong there`,
    checks > MOST_CHECKS && hasOneStep(exercise) && `has ${checks} checks: part them into steps`,
  ];
  return gaps.flatMap(gap => (gap ? [problemAtTop(`lessons/${slug}/lesson.json`, gap)] : []));
}

/** What a page lacks of it. Labels need words wherever the page's language is not the checks' own, English. */
export function pageGaps(page: ProsePage, seen: readonly SeenLabel[]): Problem[] {
  const { source, prose, id, todos } = page;
  if (!prose) return [];
  const keys = Object.entries(KEYS) as [keyof typeof KEYS, string][];
  return [
    ...keys
      .filter(([key]) => prose[key] === undefined)
      .map(([key, what]) => source.problem([], `"${key}" is missing: ${what}`)),
    ...Object.entries(prose.checks).flatMap(([check, words]) =>
      (['ask', 'fix'] as const)
        .filter(key => !words[key])
        .map(key => source.problemAtKey(['checks', check], `"checks.${check}.${key}" is missing: ${ASKED[key]}`)),
    ),
    ...todos.map(line => ({ ...problemAtTop(source.file, 'TODO: still to be written'), line })),
    ...(id.lang === 'en' ? [] : missingLabelProblems(page, seen)),
  ];
}

const ASKED = { ask: 'a question, told before the fix', fix: 'what to try, told after a second failure' };

function hasOneStep({ steps }: Exercise): boolean {
  return steps.length === 1;
}
