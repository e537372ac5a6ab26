import { expect, test, vi } from 'vitest';
import { createAttempt } from './boot-attempt.ts';

test('one of two who wait may leave without harm to the other', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const cancel = vi.fn();
  const attempt = createAttempt(promise, cancel);
  const controller = new AbortController();
  const leaving = attempt.join(controller.signal);
  const staying = attempt.join();
  controller.abort(new Error('left'));
  await expect(leaving).rejects.toThrow('left');
  expect(cancel).not.toHaveBeenCalled();
  resolve('up');
  await staying;
});

test('the last one to leave cancels the boot', async () => {
  const cancel = vi.fn();
  const attempt = createAttempt(new Promise(() => {}), cancel);
  const controller = new AbortController();
  const leaving = attempt.join(controller.signal);
  controller.abort(new Error('left'));
  await expect(leaving).rejects.toThrow('left');
  expect(cancel).toHaveBeenCalledOnce();
});

test('who joins late hears where it stands, and nobody hears anything after the end', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const cancel = vi.fn();
  const attempt = createAttempt(promise, cancel);
  attempt.progress({ stage: 'downloading', done: 5, total: 10 });
  const heard: number[] = [];
  const joined = attempt.join(undefined, ({ done }) => heard.push(done));
  attempt.progress({ stage: 'downloading', done: 10, total: 10 });
  resolve('up');
  await joined;
  attempt.progress({ stage: 'starting', done: 0, total: 0 });
  expect(heard).toEqual([5, 10]);
  expect(cancel, 'a boot that succeeded is not cancelled by leaving').not.toHaveBeenCalled();
});

test('a failed attempt rejects for all', async () => {
  const attempt = createAttempt(new Promise(() => {}), () => {});
  const joined = Promise.allSettled([attempt.join(), attempt.join()]);
  attempt.fail(new Error('disposed'));
  expect((await joined).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
