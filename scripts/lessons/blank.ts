import { folderOf, twinOf } from '../../src/course/twin.ts';
import type { FileMap } from '../../src/course/workspace.ts';

/** Where something is still to be written; `npm run lesson -- missing` finds these. */
const TODO = 'TODO';

/**
 * A lesson to begin with, by paths from the project's root: it builds, its starter fails, its solution passes, and its
 * wrong answer is caught. `place` is `<NN-chapter>/<NN-lesson>`; `packageJson` is the one that every lesson has.
 */
export function blankLesson(slug: string, place: string, packageJson: string): FileMap {
  return {
    ...blankExercise(slug, packageJson),
    [`content/en/${place}.mdx`]: page(slug, ''),
    [`content/ko/${place}.mdx`]: page(slug, KOREAN_LABELS),
  };
}

/** The twin of a lesson to begin with, in the same way. */
export function blankTwin(lesson: string, packageJson: string): FileMap {
  return {
    ...blankExercise(twinOf(lesson), packageJson),
    [`content/en/twins/${lesson}.mdx`]: twinPage(''),
    [`content/ko/twins/${lesson}.mdx`]: twinPage(KOREAN_LABELS),
  };
}

function blankExercise(slug: string, packageJson: string): FileMap {
  const folder = `lessons/${folderOf(slug)}`;
  return {
    [`${folder}/package.json`]: packageJson,
    [`${folder}/lesson.json`]: LESSON,
    [`${folder}/starter/answer.mjs`]: STARTER,
    [`${folder}/starter/demo.mjs`]: DEMO,
    [`${folder}/solution/answer.mjs`]: SOLUTION,
    [`${folder}/wrong/only-empty.diff`]: WRONG,
    [`${folder}/checks/${slug}.test.mjs`]: CHECKS,
  };
}

const LESSON = `{
  "entry": "answer.mjs",
  "run": "demo.mjs",
  "files": { "answer.mjs": "edit", "demo.mjs": "scratch" },
  "needs": ["hash"],
  "steps": [["answers"], ["refuses"]],
  "attacks": ["refuses"]
}
`;

const STARTER = `/** ${TODO}: what it must do, in a sentence; where it is wrong, it is wrong only in what the lesson is about. */
export function answer(question) {
  return question;
}
`;

const SOLUTION = `import { createHash } from 'node:crypto';

/** ${TODO}: what it must do, in a sentence; where it is wrong, it is wrong only in what the lesson is about. */
export function answer(question) {
  if (question.trim() === '') throw new TypeError('a question, please');
  return createHash('sha256').update(question).digest('hex');
}
`;

const DEMO = `// The learner's own program: Run runs it, Check does not look at it.
import { answer } from './answer.mjs';

console.log(answer('hello'));
`;

const WRONG = `Caught-by: refuses
Misconception: Only what is quite empty is no question.
--- solution/answer.mjs
+++ wrong/answer.mjs
@@ -4,3 +4,3 @@
 export function answer(question) {
-  if (question.trim() === '') throw new TypeError('a question, please');
+  if (question === '') throw new TypeError('a question, please');
   return createHash('sha256').update(question).digest('hex');
`;

const CHECKS = `import { createHash } from 'node:crypto';

import { attack, check } from '#check';
import { answer } from '#work/answer.mjs';

check('answers', t => {
  const question = t.text(12);
  t.equal(answer(question), createHash('sha256').update(question).digest('hex'), 'the answer');
});

attack('refuses', { legit: 'answers' }, async t => {
  const blank = ' '.repeat(t.int(1, 9));
  await t.refuses(() => answer(blank), 'a question of spaces alone');
});
`;

const KOREAN_LABELS = `labels: { the answer: ${TODO}, a question of spaces alone: ${TODO} }\n`;

const CHECK_WORDS = `checks:
  answers: { title: ${TODO}, why: ${TODO}, ask: ${TODO}, fix: ${TODO} }
  refuses: { title: ${TODO}, why: ${TODO}, ask: ${TODO}, fix: ${TODO} }
`;

function twinPage(labels: string): string {
  return `---
title: ${TODO}
summary: ${TODO}
minutes: 15
hints: [${TODO} the idea, ${TODO} the API, ${TODO} nearly the code]
${CHECK_WORDS}${labels}---

${TODO}: what is to be written, and how it is the lesson's idea again; 60 to 120 words.
`;
}

function page(slug: string, labels: string): string {
  return `---
title: ${TODO}
summary: ${TODO}
exercise: ${slug}
minutes: 15
needs: []
predict: { ask: ${TODO}, options: [${TODO} 1, ${TODO} 2], right: 0, after: ${TODO} }
steps:
  - { title: ${TODO}, hints: [${TODO} the idea, ${TODO} the API, ${TODO} nearly the code] }
  - { title: ${TODO}, hints: [${TODO} the idea, ${TODO} the API, ${TODO} nearly the code] }
${CHECK_WORDS}${labels}explain: { ask: ${TODO}, model: ${TODO} }
recall:
  - { ask: ${TODO}, options: [${TODO} 1, ${TODO} 2], right: 0, why: ${TODO} }
  - { ask: ${TODO}, options: [${TODO} 1, ${TODO} 2], right: 0, why: ${TODO} }
---

${TODO}: something that fails when it is run, the idea, the exercise, why it matters, where to read on; 300 to 500 words.
`;
}
