import { describe, expect, test } from 'vitest';

import { codePalettes, monacoTheme, shikiTheme } from './code-theme.ts';
import { contrast } from './contrast.ts';

const written = ['foreground', 'comment', 'keyword', 'string', 'number'] as const;
const behind = ['background', 'lineHighlight', 'selection'] as const;
const pairs = [
  ...written.flatMap(ink => behind.map(ground => [ink, ground] as const)),
  ['lineNumber', 'background'] as const,
  ['lineNumber', 'lineHighlight'] as const,
];

describe.each(['light', 'dark'] as const)('the %s code theme', scheme => {
  const palette = codePalettes[scheme];

  test.each(pairs)('shows %s readably (4.5:1) on %s', (ink, ground) => {
    expect(contrast(palette[ink], palette[ground])).toBeGreaterThanOrEqual(4.5);
  });

  test('gives Shiki and Monaco the same keyword and comment colours', () => {
    const monaco = Object.fromEntries(monacoTheme(scheme).rules.map(rule => [rule.token, `#${rule.foreground}`]));
    const shiki = shikiTheme(scheme).settings.flatMap(rule =>
      'scope' in rule ? rule.scope.map(scope => [scope, rule.settings.foreground]) : [],
    );
    const byScope = Object.fromEntries(shiki);
    expect(monaco.keyword).toBe(byScope.keyword);
    expect(monaco.comment).toBe(byScope.comment);
    expect(monaco.string).toBe(byScope.string);
    expect(monaco.number).toBe(byScope['constant.numeric']);
  });
});

test('contrast of black on white is 21, of a colour on itself 1', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#1d55b5', '#1d55b5')).toBe(1);
});
