import type { Exercise } from '../exercise.ts';
import { folderOf } from '../twin.ts';
import type { FileMap } from '../workspace.ts';
import { PKI_FILES } from '../../pki/profiles.ts';
import { didYouMean } from './did-you-mean.ts';
import { problemAtTop, type Problem } from './problem.ts';
import type { Source } from './source.ts';

/** What of `harness/` goes into a workspace's `check/`. */
export const HARNESS_FILES: readonly string[] = [
  'harness.mjs',
  'chance.mjs',
  'clock.mjs',
  'lock.mjs',
  'report.mjs',
  'wire.mjs',
  'run.mjs',
];

/** `starter/` holds the files that lesson.json lists, and no others. */
export function starterProblems(source: Source, slug: string, exercise: Exercise, starter: FileMap): Problem[] {
  const present = Object.keys(starter);
  const missing = Object.keys(exercise.files).filter(listed => !(listed in starter));
  const stray = present.filter(there => !(there in exercise.files));
  return [
    ...missing.map(path =>
      source.problemAtKey(
        ['files', path],
        `"${path}" is not in lessons/${folderOf(slug)}/starter/${didYouMean(path, present)}`,
      ),
    ),
    ...stray.map(path =>
      source.problemAtKey(
        ['files'],
        `starter/${path} is not listed; add it as "edit", "scratch" or "read", or take the file out`,
      ),
    ),
  ];
}

/** Every certificate and key that lesson.json names is minted. */
export function pkiProblems(source: Source, exercise: Exercise): Problem[] {
  return (['pki', 'checkPki'] as const).flatMap(field =>
    exercise[field].flatMap((name, at) => {
      if (PKI_FILES.includes(name)) return [];
      const near = didYouMean(name, PKI_FILES);
      return [source.problem([field, at], `"${name}" under "${field}" is not made by src/pki/profiles.ts${near}`)];
    }),
  );
}

/** The checks have their name, and leave the harness alone. */
export function checksProblems(slug: string, checks: FileMap): Problem[] {
  const name = `${slug}.test.mjs`;
  const missing = `checks/${name} is missing${didYouMean(name, Object.keys(checks))}`;
  return [
    ...(name in checks ? [] : [problemAtTop(`lessons/${folderOf(slug)}/lesson.json`, missing)]),
    ...HARNESS_FILES.filter(file => file in checks).map(file =>
      problemAtTop(
        `lessons/${folderOf(slug)}/checks/${file}`,
        'would replace a file of the harness; call it something else',
      ),
    ),
  ];
}

/** Why an answer cannot be in a file. */
export const NOT_JUDGED = { read: 'which a learner may only read', scratch: 'which Check does not judge' } as const;

interface RightAnswer {
  exercise: Exercise;
  starter: FileMap;
  /** What its folder holds. */
  own: FileMap;
}

/** A right answer, in `solution/` or `also/<name>/`, holds what a learner may write. */
export function answerProblems(slug: string, path: string, { exercise, starter, own }: RightAnswer): Problem[] {
  if (Object.keys(own).length === 0) {
    return [
      problemAtTop(
        `lessons/${folderOf(slug)}/lesson.json`,
        `${path}/ holds no file; put there what differs from starter/`,
      ),
    ];
  }
  return Object.entries(own).flatMap(([name, text]) => {
    const file = `lessons/${folderOf(slug)}/${path}/${name}`;
    const mode = exercise.files[name];
    if (!mode)
      return [problemAtTop(file, `is no file of the exercise${didYouMean(name, Object.keys(exercise.files))}`)];
    if (mode === 'edit' || text === starter[name]) return [];
    return [
      problemAtTop(
        file,
        `differs from starter/${name}, ${NOT_JUDGED[mode]}; make it "edit" in lesson.json, or the same`,
      ),
    ];
  });
}
