import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';

import { exerciseSchema } from '../course/exercise.ts';
import { LANGS, stringsFor, type Lang } from '../i18n/strings.ts';
import { browserStore } from '../progress/index.ts';
import { createRuntimePool } from '../runtimes/pool/pool.ts';
import { browserEnv } from './model/env.ts';
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
