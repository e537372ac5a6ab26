import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names by which a test gets hold of every lesson (src/course/disk/load.server.ts, e2e/support/course.ts). */
const EVERY_LESSON = /\b(lessonSlugs|exerciseSlugs|LESSON_PAGES|ALL_PATHS)\b|'\.\.\/\.\.\/lessons\/'/;

/** Such a test tries as many, however many there are. */
const SOME_OF_THEM = /\bdrawn\(/;

/** The tests among `patterns` that go through all lessons, so that they take longer with each; paths below `root`. */
export function walkers(root: string, patterns: readonly string[]): string[] {
  return globSync(patterns as string[], { cwd: root, exclude: ['**/node_modules/**'] })
    .filter(path => goesThroughAll(readFileSync(join(root, path), 'utf8')))
    .sort();
}

const goesThroughAll = (test: string): boolean => EVERY_LESSON.test(test) && !SOME_OF_THEM.test(test);
