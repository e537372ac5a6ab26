import { describe, expect, test } from 'vitest';

import { isAppleMobile, requireSupport } from './support.ts';

const iPhone = { userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Safari/604.1', maxTouchPoints: 5 };
const iPad = {
  userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.5 Safari/605.1.15',
  maxTouchPoints: 5,
};
const mac = { ...iPad, maxTouchPoints: 0 };
const isolated = { isSecureContext: true, crossOriginIsolated: true };

describe('WebContainer', () => {
  test('knows an iPhone, and an iPad that says it is a Mac', () => {
    expect([iPhone, iPad, mac].map(navigator => isAppleMobile({ navigator }))).toEqual([true, true, false]);
  });

  test('is not started on them before a click, and is after one', () => {
    for (const navigator of [iPhone, iPad]) {
      const after = (hasBeenActive: boolean) => ({
        ...isolated,
        navigator: { ...navigator, userActivation: { hasBeenActive } },
      });
      expect(() => requireSupport(after(false))).toThrow('only when you ask for it');
      requireSupport(after(true));
    }
    requireSupport({ ...isolated, navigator: { ...mac, userActivation: { hasBeenActive: false } } });
  });

  test('is refused over plain http and in a page that is not isolated, with what is missing', () => {
    expect(() => requireSupport({ isSecureContext: false, crossOriginIsolated: false })).toThrow('https');
    expect(() => requireSupport({ isSecureContext: true, crossOriginIsolated: false })).toThrow('isolated');
  });
});
