import { readFileSync, readdirSync } from 'node:fs';

import { afterEach, describe, expect, test } from 'vitest';

import { LANGS, type Lang } from '../../i18n/strings.ts';
import { inProject } from '../../project.server.ts';
import { guideSchema } from '../plan.ts';
import { removeCourse, writeCourse } from './fixture/course.ts';
import { formatProblems } from './problem.ts';
import { frontmatterOf } from './prose.ts';
import { readCourse } from './read-course.server.ts';
import type { Source } from './source.ts';
import { validateCourse } from './validate.server.ts';

const roots: string[] = [];
afterEach(async () => {
  await Promise.all(roots.splice(0).map(removeCourse));
});

const planOf = (lang: Lang, mistakes = ['one', 'two', 'three'], slug = 'seal'): string => `lead: About it.
lessons:
  ${slug}:
    show: Run it.
    before: { ask: Why?, answer: So. }
    after: { ask: And?, answer: So. }
    mistakes: [${mistakes.join(', ')}]
${lang === 'en' ? '' : `    labels: { ${mistakes.map(name => `It is ${name}.: ${name}`).join(', ')} }\n`}    board: key
`;
const FILE = (lang: Lang) => `content/${lang}/teaching/plans/02-encryption.yaml`;
const WRONG = Object.fromEntries(
  ['one', 'two', 'three'].flatMap(name => [
    [`lessons/nonce/wrong/${name}/about.txt`, `Caught-by: short-tag\nMisconception: It is ${name}.\n`],
    [`lessons/nonce/wrong/${name}/seal.mjs`, `export const seal = '${name}';\n`],
  ]),
);

async function problemsWith(en: string, ko: string | null, more: Record<string, string> = {}): Promise<string> {
  const root = await writeCourse({ ...WRONG, [FILE('en')]: en, [FILE('ko')]: ko, ...more });
  roots.push(root);
  return formatProblems(await validateCourse(root));
}

describe('the plans of a chapter', () => {
  test('that fit their lesson have no problem', async () => {
    expect(await problemsWith(planOf('en'), planOf('ko'))).toBe('');
  });

  test('name only wrong answers that the lesson keeps', async () => {
    const told = await problemsWith(planOf('en', ['one', 'two', 'tree']), planOf('ko'));
    expect(told).toContain(`${FILE('en')}:7:26  no wrong answer "tree"; did you mean "three"?`);
    expect(told).toContain('names other mistakes');
  });

  test('name only lessons of their chapter', async () => {
    const told = await problemsWith(planOf('en', undefined, 'seals'), planOf('ko', undefined, 'seals'));
    expect(told).toContain(`${FILE('en')}:3:3  content/en/02-encryption/ has no lesson "seals"; did you mean "seal"?`);
  });

  test('have words of their own for each mistake outside English, and for no other sentence', async () => {
    const told = await problemsWith(planOf('en'), planOf('ko').replace('It is two.:', 'It was two.:'));
    expect(told).toContain(`${FILE('ko')}:3:3  "labels" lacks "It is two."`);
    expect(told).toContain('none of these mistakes believes "It was two."');
  });

  test('are there in each language, for a chapter that is there', async () => {
    expect(await problemsWith(planOf('en'), null)).toContain(`${FILE('ko')} is missing`);
    const stray = await problemsWith(planOf('en'), planOf('ko'), {
      'content/en/teaching/plans/02-encrypt.yaml': planOf('en'),
    });
    expect(stray).toContain('no chapter "02-encrypt"; did you mean "02-encryption"?');
  });
});

const { lessons, contents } = await readCourse(inProject());

describe.each(LANGS)('the teacher’s guide in %s', lang => {
  const { pages = [], plans = [] } = contents[LANGS.indexOf(lang)] ?? {};
  const lessonPlans = plans.flatMap(({ plan }) => Object.entries(plan!.lessons));
  const folder = inProject('content', lang, 'teaching');

  test('has a plan for every lesson that there is', () => {
    const planned = lessonPlans.map(([slug]) => slug).sort();
    expect(planned).toEqual(pages.map(({ id }) => id.slug).sort());
  });

  test('names wrong answers that are kept, and checks that have a title and a question', () => {
    for (const [slug, { mistakes }] of lessonPlans) {
      const { exercise, prose } = pages.find(({ id }) => id.slug === slug)!;
      const { wrong } = lessons.find(lesson => lesson.slug === exercise)!.value!;
      const checks = mistakes.map(name => prose!.checks[wrong.get(name)!.caughtBy[0]!]);
      expect(
        checks.filter(check => !check?.title || !check.ask),
        slug,
      ).toEqual([]);
    }
  });

  test('has the pages of English, with as many sections', () => {
    const texts = readdirSync(folder).filter(file => file.endsWith('.md'));
    expect(texts).toEqual(readdirSync(inProject('content', 'en', 'teaching')).filter(file => file.endsWith('.md')));
    for (const file of texts) {
      const own = readFileSync(`${folder}/${file}`, 'utf8');
      const english = readFileSync(inProject('content', 'en', 'teaching', file), 'utf8');
      expect(own.match(/^## /gm)?.length, file).toBe(english.match(/^## /gm)?.length);
      expect(formatProblems((frontmatterOf(file, own) as Source).read(guideSchema).problems)).toBe('');
    }
  });

  test('draws boards that fit a sheet', () => {
    const wide = lessonPlans.filter(([, { board }]) => board.split('\n').some(line => line.length > 64));
    expect(wide.map(([slug]) => slug)).toEqual([]);
  });
});
