import { renderToString } from 'preact-render-to-string';
import type { ComponentChild } from 'preact';
import { afterEach, describe, expect, test } from 'vitest';

import { draw, type Drawn } from '../../testing/fake-document.ts';
import { exerciseSchema } from '../course/exercise.ts';
import { LANGS, stringsFor, type Lang } from '../i18n/strings.ts';
import { browserStore } from '../progress/index.ts';
import { createRuntimePool } from '../runtimes/pool/pool.ts';
import { BenchProvider } from './bench-context.ts';
import { browserEnv } from './model/env.ts';
import { Model } from './model/model.ts';
import { Predict } from './notices/Predict.tsx';
import { Catch } from './panels/checks/after/Catch.tsx';
import type { WorkspaceProps } from './props.ts';
import { labelWords } from './words/label-words.ts';
import { Bench } from './Workspace.tsx';

const propsIn = (lang: Lang): WorkspaceProps => ({
  lang,
  strings: stringsFor(lang),
  slug: 'double',
  version: 'v1',
  title: 'Double',
  hints: [],
  steps: [
    { title: 'Use the attack', hints: ['one', 'two', 'three'] },
    { title: 'Mend it', hints: ['four', 'five', 'six'] },
  ],
  predict: { ask: 'Which line comes?', options: ['`first`', 'second'], right: 1, after: 'The truth is out.' },
  explain: { ask: 'Why?', model: 'A model of a sentence.' },
  labels: { sent: '보냄' },
  exercise: exerciseSchema.parse({
    entry: 'double.mjs',
    files: { 'double.mjs': 'edit' },
    needs: [],
    steps: [['doubles'], ['text']],
  }),
  starter: { 'double.mjs': 'export const double = n => n;\n' },
  highlighted: {},
  checks: {
    doubles: { title: 'It doubles', why: 'w', ask: 'Does it?', fix: 'Times two.', outcomes: {}, labels: { sum: '합' } },
    text: { title: 'No text', why: 'w', outcomes: {} },
  },
  urls: { bundle: '/b', solution: '/s', after: '/a', machine: '/machine/' },
});

function page(lang: Lang): string {
  const props = propsIn(lang);
  return renderToString(<Bench props={props} env={browserEnv(props, browserStore, createRuntimePool())} />);
}

test.each(LANGS)('a guess is asked for before the first Run in %s, and the truth is not in the page', lang => {
  const html = page(lang);
  expect(html).toContain(stringsFor(lang).workspace.predict.title);
  expect(html).toContain('Which line comes?');
  expect(html).toContain('first</code>');
  expect(html).not.toContain('The truth is out.');
});

test('each step goes by its name', () => {
  const html = page('en');
  expect(html).toContain('Step 1: Use the attack');
  expect(html).toContain('Step 2: Mend it');
});

test('neither what to change nor a model sentence is in the page before its time', () => {
  expect(page('en')).not.toMatch(/Times two|A model of a sentence/);
});

test('a label is said in the reader’s language, the check’s own words first, and English is marked as such', () => {
  const props = propsIn('ko');
  expect(labelWords('doubles', 'sum', props)).toEqual({ text: '합', lang: 'ko' });
  expect(labelWords('text', 'sent', props)).toEqual({ text: '보냄', lang: 'ko' });
  expect(labelWords('text', 'sum', props)).toEqual({ text: 'sum', lang: 'en' });
});

let drawn: Drawn | undefined;
afterEach(async () => {
  await drawn?.close();
  drawn = undefined;
});

/** A part of the bench with a model behind it that runs nothing. */
async function part(lang: Lang, what: ComponentChild) {
  const props = propsIn(lang);
  const model = new Model(props, browserEnv(props, browserStore, createRuntimePool()));
  const { strings } = props;
  drawn = await draw(<BenchProvider value={{ model, lang, strings, words: strings.workspace }}>{what}</BenchProvider>);
  return { model, drawn, words: strings.workspace };
}

describe.each(LANGS)('the guess in %s', lang => {
  test('is kept and may be changed until a Run has shown the truth, and stands beside it then', async () => {
    const { model, drawn, words } = await part(lang, <Predict />);
    await drawn.choose('second');
    await drawn.choose('first');
    expect(model.teaching.guess.value).toBe(0);
    expect(drawn.text).not.toContain('The truth is out.');
    model.teaching.guessTold.value = true;
    await drawn.redraw();
    expect(drawn.text).toContain(`second ${words.predict.right}`);
    expect(drawn.text).toContain(`first ${words.predict.yours}`);
    expect(drawn.text).toContain('The truth is out.');
    await expect(drawn.choose('second')).rejects.toThrow('any more');
  });

  test('goes when its question is closed, and stays away', async () => {
    const { drawn, words } = await part(lang, <Predict />);
    await drawn.press(words.predict.close);
    expect(drawn.text).toBe('');
  });
});

describe.each(LANGS)('a wrong answer to place in %s', lang => {
  const questions = [
    { diff: '-  return n * 2;\n+  return n + n + 1;\n', caughtBy: ['doubles'], options: ['doubles', 'text'] },
    { diff: '-  check(n);\n', caughtBy: ['text'], options: ['doubles', 'text'] },
  ];

  test('may be tried until the check that catches it is found', async () => {
    const { drawn, words } = await part(lang, <Catch questions={questions} />);
    expect(drawn.text).toContain('return n + n + 1;');
    await drawn.press('No text');
    expect(drawn.text).toContain(words.after.notCaught);
    await drawn.press('It doubles');
    expect(drawn.text).not.toContain(words.after.notCaught);
    expect(drawn.text).toContain(words.after.caught.replace('{checks}', '“It doubles”'));
  });

  test('is followed by another with nothing chosen, and after the last the first comes again', async () => {
    const { drawn, words } = await part(lang, <Catch questions={questions} />);
    await drawn.press('It doubles');
    await drawn.press(words.after.another);
    expect(drawn.text).toContain('check(n);');
    expect(drawn.text).not.toContain(words.after.notCaught);
    await drawn.press(words.after.another);
    expect(drawn.text).toContain('return n + n + 1;');
  });
});
