import { expect, test } from 'vitest';

import { gathering } from './gather.ts';

test('what comes in one turn of the event loop is written at once, though each comes by itself', async () => {
  const batches: (readonly number[])[] = [];
  const add = gathering<number, number>((_, items) => {
    batches.push(items);
    return Promise.resolve(items);
  });
  // As requests do: each in a callback of its own.
  const answers = Array.from(
    { length: 50 },
    (_, index) => new Promise(resolve => void setImmediate(() => resolve(add('class', index)))),
  );
  expect(await Promise.all(answers)).toEqual(Array.from({ length: 50 }, (_, index) => index));
  expect(batches.length).toBe(1);
});

test('one that is wrong fails alone, and what comes later is written all the same', async () => {
  const add = gathering<number, number>((_, items) =>
    items.includes(1) ? Promise.reject(new Error('one')) : Promise.resolve(items),
  );
  const settled = await Promise.allSettled([0, 1, 2].map(item => add('class', item)));
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await add('class', 3)).toBe(3);
});

test('whoever writes for another key does not wait', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const add = gathering<number, number>(async (key, items) => {
    if (key === 'slow') await promise;
    return items;
  });
  const slow = add('slow', 1);
  expect(await add('quick', 2)).toBe(2);
  resolve();
  expect(await slow).toBe(1);
});
