import { beforeEach, expect, it } from 'vitest';

import { FakeStorage } from '../../../testing/fake-storage.ts';
import { keepShown, LONGEST_SHOWN, readShown, type Shown } from './shown.ts';

const RUN: Shown = {
  task: 'run',
  blocks: [
    { stream: 'stdout', text: 'first' },
    { stream: 'stderr', text: 'second' },
  ],
  dropped: 3,
  ended: { exit: { reason: 'exited', code: 0 }, program: 'demo.mjs', ms: 12, lastWords: '' },
  checks: [{ code: 'c', result: { id: 'text', status: 'timeout', waited: { for: 'it', ms: 10_000 }, evidence: [] } }],
};

let storage: FakeStorage;
beforeEach(() => {
  storage = new FakeStorage();
});
const keep = (shown: Shown): void => keepShown('echo', shown, 5, () => storage);
const read = (slug = 'echo') => readShown(slug, () => storage);

it('comes back as it was, for its own lesson', () => {
  keep(RUN);
  expect(read()).toMatchObject({ at: 5, shown: RUN });
  expect(read('aead')).toBeUndefined();
});

it('is bounded: of long output the oldest goes, and its length is told', () => {
  const long = { stream: 'stdout', text: '\u0001'.repeat(10_000) } as const;
  keep({ ...RUN, blocks: Array.from({ length: 8 }, () => long) });
  const { blocks, dropped } = read()!.shown;
  expect(storage.getItem('handshake/shown')!.length).toBeLessThanOrEqual(LONGEST_SHOWN);
  expect(dropped).toBe(3 + (8 - blocks.length) * 10_000);
  expect(blocks.length).toBeGreaterThan(0);
});

it('is dropped without a word when it cannot be kept or read', () => {
  keep(RUN);
  keep({ ...RUN, ended: { ...RUN.ended!, lastWords: 'x'.repeat(LONGEST_SHOWN) } });
  expect(read()).toBeUndefined();
  const refused = (): Storage => {
    throw new DOMException('blocked', 'SecurityError');
  };
  expect(() => keepShown('echo', RUN, 5, refused)).not.toThrow();
  expect(readShown('echo', refused)).toBeUndefined();
});

it.each(['nonsense', '{"slug":"echo"}', '{"slug":"echo","at":1,"shown":{"task":"run","blocks":[{"text":1}]}}'])(
  'is nothing when something else stands there: %s',
  text => {
    storage.setItem('handshake/shown', text);
    expect(read()).toBeUndefined();
  },
);
