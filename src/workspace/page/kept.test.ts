import { afterEach, expect, it, vi } from 'vitest';

import { keep, kept } from './kept.ts';

afterEach(() => vi.unstubAllGlobals());

it('keeps a size under its own name, and forgets it', () => {
  const items = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => items.set(name, value),
    removeItem: (name: string) => items.delete(name),
  });
  keep('code-height', '60');
  expect(items).toEqual(new Map([['handshake/code-height', '60']]));
  expect(kept('code-height')).toBe('60');
  keep('code-height', null);
  expect(kept('code-height')).toBeNull();
});

it('keeps nothing, and says nothing, where storage is refused or missing', () => {
  vi.stubGlobal('localStorage', {
    getItem() {
      throw new DOMException('blocked', 'SecurityError');
    },
    setItem() {
      throw new DOMException('full', 'QuotaExceededError');
    },
  });
  keep('lower', 'folded');
  expect(kept('lower')).toBeNull();
  vi.stubGlobal('localStorage', undefined);
  keep('lower', 'folded');
  expect(kept('lower')).toBeNull();
});
