import { describe, expect, test } from 'vitest';

import { LANGS, stringsFor } from '../../i18n/strings.ts';
import { choose, type Known, type Preference } from '../../runtimes/pool/choose.ts';
import { whyWords } from './why.ts';

interface Case {
  reader?: Preference;
  site?: Preference;
  vm?: Known;
  webcontainer?: Known;
}
function said({ reader = 'auto', site = 'auto', vm = {}, webcontainer = {} }: Case, lang: 'en' | 'ko' = 'en'): string {
  return whyWords(
    choose({ needs: ['hash', 'mutual-tls'], reader, site, known: { vm, webcontainer } }),
    stringsFor(lang).runtime,
  );
}
const gappy: Known = { proved: new Set(['hash'] as const) };
const dead: Known = { obstacle: 'failed', message: 'gave no answer' };

test('what runs the lesson is said in one line, with the reason', () => {
  expect(said({})).toBe('Runs in the machine that comes with this site.');
  expect(said({ reader: 'webcontainer' })).toBe('Runs in WebContainer, as you chose.');
  expect(said({ site: 'webcontainer' })).toBe('Runs in WebContainer, as this site prefers.');
  expect(said({ vm: { obstacle: 'no-image' } })).toBe('Runs in WebContainer, because this site has no machine.');
});

test('a preference that cannot be met names what is missing', () => {
  expect(said({ reader: 'webcontainer', webcontainer: gappy })).toBe(
    'WebContainer cannot do what this lesson needs: mutual TLS. So this lesson runs in the machine.',
  );
  expect(said({ reader: 'webcontainer', webcontainer: dead })).toBe(
    'WebContainer did not start. So this lesson runs in the machine.',
  );
});

test('where nothing can run, each reason is said, and what to do', () => {
  const line = said({ vm: { obstacle: 'no-image' }, webcontainer: dead });
  for (const part of [
    'Nothing here can run this lesson',
    'without the machine',
    'WebContainer did not start',
    'npm start',
  ]) {
    expect(line).toContain(part);
  }
});

test('what the news tells already is not said a second time', () => {
  const choice = choose({
    needs: [],
    reader: 'auto',
    site: 'auto',
    known: { vm: { obstacle: 'no-image' }, webcontainer: dead },
  });
  expect(whyWords(choice, stringsFor('en').runtime, true)).toBe(
    'Nothing here can run this lesson; reading and editing work all the same. WebContainer did not start.',
  );
});

describe.each(LANGS)('in %s', lang => {
  test('no line has a hole in it', () => {
    const preferences: Preference[] = ['auto', 'vm', 'webcontainer'];
    const obstacles: Known[] = [{}, gappy, dead, { obstacle: 'unsupported' }, { booted: true }];
    for (const reader of preferences)
      for (const site of preferences) {
        for (const vm of [...obstacles, { obstacle: 'no-image' } as const]) {
          for (const webcontainer of [...obstacles, { obstacle: 'off' } as const]) {
            const line = said({ reader, site, vm, webcontainer }, lang);
            expect(line).not.toMatch(/\{|undefined/);
            expect(line.length).toBeGreaterThan(10);
          }
        }
      }
  });
});
