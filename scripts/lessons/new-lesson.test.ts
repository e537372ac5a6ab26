import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { loadLesson } from '../../src/course/disk/load.server.ts';
import { contractGaps, validateCourse } from '../../src/course/disk/validate.server.ts';
import { inProject } from '../../src/project.server.ts';
import { createNodeRuntime } from '../../src/runtimes/node/node-runtime.ts';
import { checkAnswer, faultOfRight, faultOfStarter, faultOfWrong } from '../../testing/proof/prove.ts';
import { newLesson, newTwin } from './new-lesson.ts';

const SLUG = 'brand-new';
const PLACE = '01-sockets/98-brand-new';
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'new-lesson-'));
  for (const folder of ['content', 'lessons']) await cp(inProject(folder), join(root, folder), { recursive: true });
  await newLesson(root, SLUG, PLACE);
  await newTwin(root, SLUG);
});
afterAll(() => rm(root, { recursive: true }));

test('a lesson as it is laid down, and its twin, are no mistake in the course', async () => {
  expect(await validateCourse(root)).toEqual([]);
});

test('its starter fails, its solution passes, and its wrong answer is caught by exactly the check that it names', async () => {
  const lesson = await loadLesson(SLUG, { lessons: join(root, 'lessons') });
  const runtime = createNodeRuntime();
  expect(faultOfStarter(await checkAnswer(runtime, lesson, lesson.starter))).toBeUndefined();
  expect(faultOfRight(await checkAnswer(runtime, lesson, lesson.solution))).toBeUndefined();
  const [wrong] = lesson.wrong.values();
  expect(faultOfWrong(wrong!, await checkAnswer(runtime, lesson, wrong!.files))).toBeUndefined();
  await runtime.dispose();
});

test('all that is to be written in it is told, line by line, and nothing else than that', async () => {
  const gaps = await contractGaps(root, SLUG);
  expect(gaps).toContainEqual(
    expect.objectContaining({ file: `content/ko/${PLACE}.mdx`, line: 2, message: 'TODO: still to be written' }),
  );
  const others = gaps.filter(({ message }) => !message.startsWith('TODO'));
  expect(others.map(({ message }) => message)).toEqual(['wrong/ holds 1 answers: at least 3 belong there']);
});

test('a planned lesson has its place already, and an unplanned one has to be told its own', async () => {
  await expect(newLesson(root, 'not-planned-at-all')).rejects.toThrow('say where it stands: --at');
  await expect(newLesson(root, 'x', '09-sockets/01-x')).rejects.toThrow('did you mean "01-sockets"?');
});

test('nothing that is there is written over', async () => {
  await expect(newLesson(root, SLUG, '01-sockets/97-other')).rejects.toThrow(
    `lessons/${SLUG}/package.json is there already`,
  );
});

test('a twin is laid down in the folder of its lesson, and all that is to be written in it is told', async () => {
  const gaps = await contractGaps(root, `${SLUG}-twin`);
  const todo = { line: 2, column: 1, message: 'TODO: still to be written' };
  for (const lang of ['en', 'ko']) expect(gaps).toContainEqual({ file: `content/${lang}/twins/${SLUG}.mdx`, ...todo });
  expect((await loadLesson(`${SLUG}-twin`, { lessons: join(root, 'lessons') })).wrong.size).toBe(1);
});

test('only a lesson that is there gets a twin, and none may go by the name of one', async () => {
  await expect(newTwin(root, 'framin')).rejects.toThrow('no lesson "framin" in lessons/; did you mean "framing"?');
  await expect(newLesson(root, 'echo-twin', '01-sockets/96-x')).rejects.toThrow('is what a twin goes by');
});
