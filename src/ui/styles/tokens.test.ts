import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { codePalettes } from '../code-theme.ts';
import { contrast } from '../contrast.ts';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const tokens = Object.fromEntries(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, light, dark]) => [
    name,
    { light, dark },
  ]),
) as Record<string, { light: string; dark: string }>;

const grounds = ['paper', 'paper-sunk', 'paper-raised'];
const meanings = ['learner', 'peer', 'attacker', 'broken', 'proved'];

describe.each(['light', 'dark'] as const)('in the %s scheme', scheme => {
  const ratio = (ink: string, ground: string) => contrast(tokens[ink]![scheme], tokens[ground]![scheme]);

  test.each(grounds)('prose reads at 7:1 (AAA) on %s', ground => {
    expect(ratio('ink', ground)).toBeGreaterThanOrEqual(7);
    expect(ratio('ink-soft', ground)).toBeGreaterThanOrEqual(7);
  });

  test.each(grounds)('small grey print reads at 4.5:1 on %s', ground => {
    expect(ratio('ink-faint', ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(meanings)('%s reads at 4.5:1 on every ground and on its own tint', meaning => {
    for (const ground of [...grounds, `${meaning}-soft`]) expect(ratio(meaning, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(meanings)('prose reads at 7:1 on the tint of %s', meaning => {
    expect(ratio('ink', `${meaning}-soft`)).toBeGreaterThanOrEqual(7);
  });

  test('edges that carry meaning stand out at 3:1 on every ground', () => {
    for (const ground of grounds) expect(ratio('line-strong', ground)).toBeGreaterThanOrEqual(3);
  });

  test('the label of a filled button reads at 4.5:1', () => {
    expect(ratio('on-learner', 'learner')).toBeGreaterThanOrEqual(4.5);
  });

  test('code lies on the same ground as the bench', () => {
    expect(tokens['paper-sunk']![scheme]).toBe(codePalettes[scheme].background);
  });
});
