import type { ComponentChild } from 'preact';

import { exerciseSchema } from '../src/course/exercise.ts';
import { stringsFor, type Lang } from '../src/i18n/strings.ts';
import { browserStore } from '../src/progress/index.ts';
import { createRuntimePool } from '../src/runtimes/pool/pool.ts';
import { BenchProvider } from '../src/workspace/bench-context.ts';
import { browserEnv } from '../src/workspace/model/env.ts';
import { Model } from '../src/workspace/model/model.ts';
import type { WorkspaceProps } from '../src/workspace/props.ts';
import { draw } from './fake-document.ts';

/** What the bench of a little lesson of the second edition is given. */
export const propsIn = (lang: Lang): WorkspaceProps => ({
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

/** Draws a part of that bench, with a model behind it that runs nothing. */
export async function drawPart(lang: Lang, what: ComponentChild) {
  const props = propsIn(lang);
  const model = new Model(props, browserEnv(props, browserStore, createRuntimePool()));
  const { strings } = props;
  const drawn = await draw(
    <BenchProvider value={{ model, lang, strings, words: strings.workspace }}>{what}</BenchProvider>,
  );
  return { model, drawn, words: strings.workspace };
}
