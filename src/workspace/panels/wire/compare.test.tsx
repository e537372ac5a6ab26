import { readFileSync } from 'node:fs';
import { render } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';

import { LANGS } from '../../../i18n/strings.ts';
import { wireWordsFor } from '../../../i18n/wire-words.ts';
import { inProject } from '../../../project.server.ts';
import { readFile } from '../../../wire/read.ts';
import { Compare } from './Compare.tsx';
import { conversationsOf, firstPair } from './conversations.ts';

const read = (name: string) => readFile(new Uint8Array(readFileSync(inProject('testing/wire/fixture', name))))!;
const [older, newer] = [read('mutual-12.pcapng'), read('mutual-13.pcapng')];

describe.each(LANGS)('two runs beside each other in %s', lang => {
  const words = wireWordsFor(lang);

  test('are named by run, version and port, and what differs is marked', () => {
    const html = render(<Compare now={newer} before={older} words={words} />);
    expect(html).toContain('TLS 1.2');
    expect(html).toContain('TLS 1.3');
    expect(html).toMatch(/<mark>TLS_ECDHE_ECDSA[^<]*<\/mark>.*<mark>TLS_AES/);
    expect(html).toContain(words.bench.onlyLeft);
    expect(html).toContain(words.bench.onlyRight);
    expect(html).not.toMatch(/undefined|\[object|\{\w+\}/);
  });

  test('of one conversation alone say how to get another', () => {
    expect(render(<Compare now={newer} before={undefined} words={words} />)).toContain(words.bench.nothingElse);
  });
});

test('the run before comes first, else the first two of this run', () => {
  const words = wireWordsFor('en');
  const [now, before] = [conversationsOf(newer, 'now', words), conversationsOf(older, 'before', words)];
  expect(firstPair(now, before)).toEqual([1, 0]);
  expect(firstPair([...now, ...now], [])).toEqual([0, 1]);
  expect(firstPair(now, [])).toEqual([0, 0]);
});
