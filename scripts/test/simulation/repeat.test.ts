import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { lessonSlugs, loadLesson } from '../../../src/course/disk/load.server.ts';
import { formatProblems } from '../../../src/course/disk/problem.ts';
import { validateCourse } from '../../../src/course/disk/validate.server.ts';
import { inProject } from '../../../src/project.server.ts';
import { fillCourse, repetitions } from './repeat.ts';

test('places without a lesson get the exercises that there are in turn, under the names of the plan', () => {
  const written = new Map([
    ['01-sockets/01-echo', 'echo'],
    ['02-encryption/10-aead', 'aead'],
  ]);
  const planned = ['01-sockets/01-echo', '01-sockets/02-framing', '02-encryption/06-ecb', '02-encryption/10-aead'];
  expect(repetitions(planned, written)).toEqual([
    { place: '01-sockets/02-framing', from: 'echo', to: 'framing' },
    { place: '02-encryption/06-ecb', from: 'aead', to: 'ecb' },
  ]);
});

test('a course in which every place is filled is whole, and each lesson in it a lesson like any other', async () => {
  const root = await mkdtemp(join(tmpdir(), 'handshake-course-'));
  try {
    for (const part of ['content', 'lessons']) await cp(inProject(part), join(root, part), { recursive: true });
    const lessons = join(root, 'lessons');
    const before = await lessonSlugs(lessons);
    const { planned } = JSON.parse(await readFile(join(root, 'content', 'en', 'course.json'), 'utf8')) as {
      planned: Record<string, string>;
    };
    expect(await fillCourse(root)).toBe(Object.keys(planned).length);
    const added = (await lessonSlugs(lessons)).filter(slug => !before.includes(slug));
    expect(added.length).toBe(Object.keys(planned).length - before.length);
    expect(formatProblems(await validateCourse(root))).toBe('');
    for (const slug of added) {
      const { bundle, wrong } = await loadLesson(slug, { lessons });
      expect(Object.keys(bundle.check)).toContain(`${slug}.test.mjs`);
      expect(wrong.size).toBeGreaterThan(0);
    }
  } finally {
    await rm(root, { recursive: true });
  }
});
