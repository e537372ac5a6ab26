import { expect, it } from 'vitest';

import { LANGS, stringsFor } from '../../i18n/strings.ts';
import { markActs } from './acts.ts';

const marked = (lang: (typeof LANGS)[number], html: string): string => {
  const { actions, prose } = stringsFor(lang);
  return markActs(html, { files: ['ask.mjs'], actions }, prose.press);
};

it('marks a button where the text says to press it', () => {
  expect(marked('en', 'Press Run, then press Check.')).toBe(
    'Press <a data-act="run">Run</a>, then press <a data-act="check">Check</a>.',
  );
  expect(marked('ko', '실행을 눌러 보고 검사하기를 누르세요.')).toBe(
    '<a data-act="run">실행</a>을 눌러 보고 <a data-act="check">검사하기</a>를 누르세요.',
  );
});

it('marks a button in bold, and a file of the lesson in code', () => {
  expect(marked('en', '<strong>Run</strong> <strong>now</strong> <code>ask.mjs</code> <code>other.mjs</code>')).toBe(
    '<strong><a data-act="run">Run</a></strong> <strong>now</strong> ' +
      '<a data-act="open" data-file="ask.mjs"><code>ask.mjs</code></a> <code>other.mjs</code>',
  );
});

it('leaves the same words alone where they mean no button', () => {
  const text = 'A Check is no <code>press Run</code>, and servers Run.';
  expect(marked('en', text)).toBe(text);
});
