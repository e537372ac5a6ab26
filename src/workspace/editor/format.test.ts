import { expect, it, test } from 'vitest';

import { lessonSlugs, loadLesson } from '../../course/disk/load.server.ts';
import { format } from './format.ts';

const lessons = await Promise.all((await lessonSlugs()).map(slug => loadLesson(slug)));
const files = lessons.flatMap(({ slug, starter }) =>
  Object.entries(starter)
    .filter(([path]) => /\.(m?js|json)$/.test(path))
    .map(([path, text]) => [`${slug}/${path}`, text] as const),
);

it.each(files)('reads a lesson’s own file, and changes nothing the second time: %s', async (path, text) => {
  const once = await format(path, text, 0);
  if ('line' in once) throw new Error(`line ${once.line}`);
  expect(await format(path, once.text, 0)).toMatchObject({ text: once.text });
});

test('the caret stays at the word it was at', async () => {
  const text = 'const a={b:1,\n c:2}\nconsole.log( a )\n';
  const done = await format('a.mjs', text, text.indexOf('log'));
  if ('line' in done) throw new Error('it has no mistake');
  expect(done.text).toBe('const a = { b: 1, c: 2 };\nconsole.log(a);\n');
  expect(done.text.slice(done.caret)).toBe('log(a);\n');
});

test.each([
  ['a.mjs', 'const a = 1;\nconst = ;\n', 2],
  ['a.json', '{\n  "a": 1,\n  "b": \n}\n', 4],
])('a mistake is told by its line, in %s', async (path, text, line) => {
  expect(await format(path, text, 0)).toEqual({ line });
});
