import { afterEach, describe, expect, test, vi } from 'vitest';

import { chooseAtFirst } from './choose.ts';
import { keepPreference, readPreference, waitsForClick, type SiteRuntimes } from './preference.ts';

afterEach(() => vi.unstubAllGlobals());

const site: SiteRuntimes = {
  choice: 'auto',
  image: true,
  webcontainer: { origin: 'https://wc.example' },
  probe: '/probe.json',
};
const iPhone = { navigator: { userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)' } };

function stubStorage(): Map<string, string> {
  const map = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
  });
  return map;
}

describe('a reader’s preference', () => {
  test('is kept, and taken back', () => {
    const map = stubStorage();
    expect(readPreference()).toBe('auto');
    keepPreference('webcontainer');
    expect(readPreference()).toBe('webcontainer');
    keepPreference('auto');
    expect([readPreference(), map.size]).toEqual(['auto', 0]);
    map.set('handshake/runtime', 'docker');
    expect(readPreference()).toBe('auto');
  });

  test('is automatic where the browser keeps nothing, without a word', () => {
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new Error('blocked');
      },
      setItem: () => {
        throw new Error('blocked');
      },
    });
    keepPreference('vm');
    expect(readPreference()).toBe('auto');
  });
});

test('an iPhone starts nothing ahead where WebContainer would come first', () => {
  stubStorage();
  expect(waitsForClick(site, iPhone)).toBe(false);
  expect(waitsForClick({ ...site, choice: 'webcontainer' }, iPhone)).toBe(true);
  expect(waitsForClick({ ...site, image: false }, iPhone)).toBe(true);
  keepPreference('webcontainer');
  expect(waitsForClick(site, iPhone)).toBe(true);
  expect(waitsForClick({ ...site, webcontainer: undefined }, iPhone)).toBe(false);
  expect(waitsForClick(site, { navigator: { userAgent: 'Mozilla/5.0 (X11; Linux x86_64)' } })).toBe(false);
});

test('a page is built for the machine, for WebContainer where there is no image, for nothing where there is neither', () => {
  const first = (news: Partial<SiteRuntimes>) => chooseAtFirst({ ...site, ...news }, ['mutual-tls']).order[0];
  expect(first({})).toBe('vm');
  expect(first({ choice: 'webcontainer' })).toBe('webcontainer');
  expect(first({ image: false })).toBe('webcontainer');
  expect(first({ image: false, webcontainer: undefined })).toBeUndefined();
});
