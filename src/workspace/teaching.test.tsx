import { renderToString } from 'preact-render-to-string';
import { afterEach, describe, expect, test } from 'vitest';

import { drawPart, propsIn } from '../../testing/bench-part.tsx';
import type { Drawn } from '../../testing/fake-document.ts';
import { LANGS, stringsFor, type Lang } from '../i18n/strings.ts';
import { browserStore } from '../progress/index.ts';
import { createRuntimePool } from '../runtimes/pool/pool.ts';
import { browserEnv } from './model/env.ts';
import { Predict } from './notices/Predict.tsx';
import { labelWords } from './words/label-words.ts';
import { Bench } from './Workspace.tsx';

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

let last: Drawn | undefined;
afterEach(async () => last?.close());

async function drawGuess(lang: Lang) {
  const part = await drawPart(lang, <Predict />);
  last = part.drawn;
  return part;
}

describe.each(LANGS)('the guess in %s', lang => {
  test('is kept and may be changed until a Run has shown the truth, and stands beside it then', async () => {
    const { model, drawn, words } = await drawGuess(lang);
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
    const { drawn, words } = await drawGuess(lang);
    await drawn.press(words.predict.close);
    expect(drawn.text).toBe('');
  });
});
