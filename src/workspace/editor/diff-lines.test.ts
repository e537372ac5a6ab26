import { describe, expect, it } from 'vitest';

import { stringsFor } from '../../i18n/strings.ts';
import { lineRuns, summaryOf } from './diff-lines.ts';

const original = 'one\ntwo\nthree\n';

describe('lineRuns', () => {
  it('tells added, removed and kept lines apart', () => {
    expect(lineRuns(original, 'one\n2\nthree\nfour\n')).toEqual([
      { kind: 'same', lines: ['one'] },
      { kind: 'removed', lines: ['two'] },
      { kind: 'added', lines: ['2'] },
      { kind: 'same', lines: ['three'] },
      { kind: 'added', lines: ['four'] },
    ]);
  });

  it('takes no notice of a line break missing at the very end', () => {
    expect(lineRuns('a\nb', 'a\nb\n')).toEqual([{ kind: 'same', lines: ['a', 'b'] }]);
  });

  it('shows a file that only the solution has as added', () => {
    expect(lineRuns('', 'new\n')).toEqual([{ kind: 'added', lines: ['new'] }]);
  });
});

describe('summaryOf', () => {
  it('counts lines in words, in both languages', () => {
    const runs = lineRuns(original, 'one\n2\nthree\nfour\n');
    expect(summaryOf('a.mjs', runs, stringsFor('en').editor)).toBe(
      'a.mjs: the solution adds 2 lines and removes 1 line',
    );
    expect(summaryOf('a.mjs', runs, stringsFor('ko').editor)).toBe('a.mjs: 모범 답안은 2줄을 더하고 1줄을 빼요');
  });

  it('says when a file is the same', () => {
    expect(summaryOf('a.mjs', lineRuns(original, original), stringsFor('en').editor)).toBe('a.mjs: the same as yours');
  });
});
