import { expect, test, vi } from 'vitest';

import { exerciseSchema } from '../../course/exercise.ts';
import { stringsFor } from '../../i18n/strings.ts';
import { Code } from './code.ts';
import { Tools } from './tools.ts';

const exercise = exerciseSchema.parse({
  entry: 'seal.mjs',
  files: { 'seal.mjs': 'edit', 'peer.mjs': 'read' },
  needs: [],
  steps: [['a']],
});
const words = stringsFor('en').workspace;

function open(text: string, shown = 'seal.mjs', loadFormatter = () => import('../editor/format.ts')) {
  const starter = { 'seal.mjs': text, 'peer.mjs': 'a' };
  const code = new Code({ slug: 's', exercise, starter, version: '1', isHidden: () => false, now: () => 1 });
  const tools = new Tools({ code, files: exercise.files, shown: () => shown, loadFormatter });
  const replace = vi.fn<(text: string, caret: number) => void>();
  tools.hand.current = { caret: () => text.length, replace, focus: () => {} };
  return { code, tools, replace, said: () => tools.said.value?.words(words) };
}

test('what is formatted goes through the editor, where it can be undone, with the caret where it was', async () => {
  const { tools, replace } = open('const a=1');
  await tools.format();
  expect(replace).toHaveBeenCalledExactlyOnceWith('const a = 1;\n', expect.any(Number));
});

test('a mistake is told by its line, and nothing is changed', async () => {
  const { tools, replace, said } = open('const a = 1;\nconst = 2;\n');
  await tools.format();
  expect(said()).toContain('line 2');
  expect(replace).not.toHaveBeenCalled();
});

test('code that is laid out already stays as it is', async () => {
  const { tools, replace, said } = open('const a = 1;\n');
  await tools.format();
  expect(said()).toContain('already');
  expect(replace).not.toHaveBeenCalled();
});

test('what is typed while the formatter comes is not written over', async () => {
  const { tools, code, replace } = open('const a=1', 'seal.mjs', async () => {
    const { format } = await import('../editor/format.ts');
    return {
      async format(...args) {
        const done = await format(...args);
        code.edit('seal.mjs', 'typed meanwhile');
        return done;
      },
    };
  });
  await tools.format();
  expect(replace).not.toHaveBeenCalled();
});

test.each([
  ['peer.mjs', /only for reading/],
  ['notes.txt', /\.mjs, \.js and \.json/],
])('%s is not formatted, and why is said', async (file, why) => {
  const { tools, replace, said } = open('a', file);
  await tools.format();
  expect(said()).toMatch(why);
  expect(replace).not.toHaveBeenCalled();
});

test('a formatter that does not come is told, with what to do', async () => {
  const { tools, said } = open('a', 'seal.mjs', () => Promise.reject(new Error('offline')));
  await tools.format();
  expect(said()).toContain('try again');
});
