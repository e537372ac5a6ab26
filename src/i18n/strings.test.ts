import { describe, expect, test } from 'vitest';

import { classWordsFor } from './class-words.ts';
import { fill, LANGS, stringsFor, type Lang } from './strings.ts';
import { wireWordsFor } from './wire-words.ts';

/** Every string by its dotted name. */
function flat(strings: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(strings).flatMap(([key, value]: [string, unknown]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...flat(value as object, `${prefix}${key}.`)],
    ),
  );
}

const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
const all = (lang: Lang) => flat({ ...stringsFor(lang), wire: wireWordsFor(lang), class: classWordsFor(lang) });
const english = all('en');

describe.each(LANGS.filter(lang => lang !== 'en'))('the interface in %s', lang => {
  const own = all(lang);

  test('has exactly the strings of the English one', () => {
    expect([...own.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test('keeps the {places} of every string', () => {
    const differing = [...english].filter(([key, text]) => places(text).join() !== places(own.get(key) ?? '').join());
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  test('leaves no string empty', () => {
    expect([...own].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([]);
  });
});

test('places are filled by name, and a place without a value stays visible', () => {
  expect(fill('{n} of {m}', { n: 1, m: 3 })).toBe('1 of 3');
  expect(fill('{n} of {m}', { n: 1 })).toBe('1 of {m}');
});
