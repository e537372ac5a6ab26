import { expect, it } from 'vitest';

import { FakeStorage } from '../../../testing/fake-storage.ts';
import { stringsFor } from '../../i18n/strings.ts';
import { usualWords } from '../words/usual-words.ts';
import { usualTimes } from './usual-times.ts';

const { status: words } = stringsFor('en').workspace;
const storage = new FakeStorage();
const times = (slug = 'echo') => usualTimes(slug, () => storage);

it('is what was seen here last, nearer to the newest, and outlives the page', () => {
  times().note('doubles', 4_000);
  times().note('doubles', 2_000);
  expect(times().of('doubles')).toBe(3_000);
  expect([times().of('zero'), times('aead').of('doubles')]).toEqual([undefined, undefined]);
});

it('is remembered as long as the page where the browser stores nothing', () => {
  const refused = usualTimes('echo', () => {
    throw new DOMException('blocked', 'SecurityError');
  });
  refused.note('doubles', 2_000);
  expect(refused.of('doubles')).toBe(2_000);
});

it.each(['nonsense', 'null', '{"doubles":"long","zero":-1,"text":1e99}', '{"__proto__":5}'])(
  'reads nothing in %s',
  kept => {
    storage.setItem('handshake/times/other', kept);
    const other = times('other');
    expect(['doubles', 'zero', 'text', '__proto__'].map(name => other.of(name))).toEqual([
      undefined,
      undefined,
      undefined,
      kept.includes('__proto__') ? 5 : undefined,
    ]);
  },
);

it('is told in whole seconds, and not at all when nobody waits for it', () => {
  expect([usualWords(3_400, words), usualWords(900, words), usualWords(undefined, words)]).toEqual([
    'usually about 3 s',
    undefined,
    undefined,
  ]);
});
