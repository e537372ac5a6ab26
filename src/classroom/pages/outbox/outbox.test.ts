import 'fake-indexeddb/auto';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { classSink } from './class-sink.ts';
import { Outbox } from './outbox.ts';
import { Sender, type SendState } from './sender.ts';

const files = { 'server.mjs': 'x' };
let names = 0;
let outbox: Outbox;
beforeEach(() => {
  outbox = new Outbox(`test-${names++}`);
});
afterEach(() => outbox.close());

const check = (lesson: string, madeAt = 1) => ({ lesson, kind: 'check', body: { files }, madeAt }) as const;
const draft = (lesson: string, text: string) =>
  ({ lesson, kind: 'draft', body: { files: { 'a.mjs': text } }, madeAt: 1 }) as const;

describe('an outbox', () => {
  test('keeps the order of a device, which counts on from tab to tab', async () => {
    await outbox.add('p', check('one'));
    const other = new Outbox(`test-${names - 1}`);
    await other.add('p', check('two'));
    await other.close();
    const events = await outbox.next('p');
    expect(events.map(({ lesson, counter }) => [lesson, counter])).toEqual([
      ['one', 1],
      ['two', 2],
    ]);
    expect(new Set(events.map(({ device }) => device)).size).toBe(1);
    expect(new Set(events.map(({ id }) => id)).size).toBe(2);
  });

  test('has a newer draft in the place of the one before, unless something came between', async () => {
    await outbox.add('p', draft('one', 'a'));
    await outbox.add('p', draft('one', 'ab'));
    await outbox.add('p', check('one'));
    await outbox.add('p', draft('one', 'abc'));
    await outbox.add('p', draft('two', 'z'));
    const events = await outbox.next('p');
    expect(events.map(({ kind, body }) => [kind, Object.values((body as { files: object }).files)[0]])).toEqual([
      ['draft', 'ab'],
      ['check', 'x'],
      ['draft', 'abc'],
      ['draft', 'z'],
    ]);
  });

  test('holds pupils of one computer apart', async () => {
    await outbox.add('p', check('one'));
    await outbox.add('q', check('two'));
    expect((await outbox.next('p')).map(({ lesson }) => lesson)).toEqual(['one']);
    await outbox.remove(
      'p',
      (await outbox.next('q')).map(({ id }) => id),
    );
    expect(await outbox.count('q')).toBe(1);
  });
});

/** A class's server whose network can be taken away, and timers that a test lets ring. */
function network() {
  const received: string[] = [];
  const timers: (() => void)[] = [];
  const waiters: { until: string; resolve: () => void }[] = [];
  const state = { answer: 'ok' as 'ok' | 'offline' | 'lost-answer' | number, largest: Infinity };
  const closed = new Set<string>();
  const states: SendState[] = [];
  const server = (async (_: unknown, init: RequestInit) => {
    const { events } = JSON.parse(init.body as string) as { events: { id: string; lesson: string }[] };
    if (state.answer === 'offline') throw new TypeError('no network');
    if (typeof state.answer === 'number') return new Response('', { status: state.answer });
    if (events.length > state.largest) return new Response('', { status: 413 });
    const open = events.filter(({ lesson }) => !closed.has(lesson));
    for (const { id, lesson } of open) if (!received.includes(`${lesson} ${id}`)) received.push(`${lesson} ${id}`);
    if (state.answer === 'lost-answer') throw new TypeError('broken off');
    const idsOf = (some: typeof events) => some.map(({ id }) => id);
    return Response.json({
      stored: idsOf(open),
      refused: [],
      closed: idsOf(events.filter(one => !open.includes(one))),
    });
  }) as typeof fetch;
  const sender = new Sender({
    outbox,
    pupil: 'p',
    address: '/work',
    fetch: server,
    later: (_, then) => {
      timers.push(then);
      return () => void timers.splice(timers.indexOf(then), 1);
    },
    onState: now => {
      states.push(now);
      for (const { until, resolve } of waiters) if (until === now.state) resolve();
    },
  });
  /** Kicks, and waits until it says that it is there. */
  const settle = (until: SendState['state'], act = () => sender.kick()) =>
    new Promise<void>(resolve => {
      waiters.push({ until, resolve });
      act();
    });
  return { sender, state, closed, states, received, timers, settle };
}

describe('what waits is sent', () => {
  test('later, once and in order, when the network was away in between', async () => {
    const { state, received, timers, settle } = network();
    state.answer = 'offline';
    for (const lesson of ['one', 'two', 'three']) await outbox.add('p', check(lesson));
    await settle('waiting');
    expect(received).toEqual([]);
    state.answer = 'ok';
    await settle('sent', timers.at(-1));
    expect(received.map(one => one.split(' ')[0])).toEqual(['one', 'two', 'three']);
    expect(await outbox.count('p')).toBe(0);
  });

  test('again under the same id where the answer was lost, so that it is stored once', async () => {
    const { state, received, settle } = network();
    state.answer = 'lost-answer';
    await outbox.add('p', check('one'));
    await settle('waiting');
    state.answer = 'ok';
    await settle('sent');
    expect(received).toHaveLength(1);
  });

  test('one by one where all at once is too much, and what is too much by itself is dropped', async () => {
    const { state, received, settle } = network();
    state.largest = 1;
    for (const lesson of ['one', 'two']) await outbox.add('p', check(lesson));
    await settle('sent');
    expect(received).toHaveLength(2);
    state.largest = 0;
    await outbox.add('p', check('three'));
    await settle('sent');
    expect(await outbox.count('p')).toBe(0);
  });

  test('but for a closed chapter, which holds up nothing else and comes when it is opened', async () => {
    const { closed, states, received, timers, settle } = network();
    closed.add('one');
    for (const lesson of ['one', 'one', 'two']) await outbox.add('p', check(lesson));
    await settle('closed');
    expect(received.map(one => one.split(' ')[0])).toEqual(['two']);
    expect(states.at(-1)).toEqual({ state: 'closed', n: 2 });
    await outbox.add('p', check('three'));
    await settle('closed');
    expect(received.map(one => one.split(' ')[0])).toEqual(['two', 'three']);
    closed.clear();
    expect(timers).toHaveLength(1);
    await settle('sent', timers[0]);
    expect(received.map(one => one.split(' ')[0])).toEqual(['two', 'three', 'one', 'one']);
    expect(await outbox.count('p')).toBe(0);
  });

  test('not while nobody is logged in, and nothing is dropped', async () => {
    const { state, states, settle } = network();
    state.answer = 401;
    await outbox.add('p', check('one'));
    await settle('logged-out');
    expect(states.at(-1)).toEqual({ state: 'logged-out', n: 1 });
    expect(await outbox.count('p')).toBe(1);
  });
});

test('a sink gathers typing into one draft, puts it before a Check, and the same code again is none', async () => {
  const timers: (() => void)[] = [];
  const later = (_: number, then: () => void) => {
    timers.push(then);
    return () => void timers.splice(timers.indexOf(then), 1);
  };
  let done = (): void => {};
  const all = new Promise<void>(resolve => {
    let left = 3;
    done = () => --left === 0 && resolve();
  });
  const sink = classSink({ outbox, pupil: 'p', now: () => 1, later, onWork: () => done() });
  const report = { passed: false, seed: 's', total: 1, results: [] };
  sink.draft('one', { 'a.mjs': 'a' });
  sink.draft('one', { 'a.mjs': 'ab' });
  expect(timers).toHaveLength(1);
  sink.checked('one', { 'a.mjs': 'ab' }, report);
  sink.draft('one', { 'a.mjs': 'ab' });
  expect(timers).toHaveLength(0);
  sink.ran('one', { 'a.mjs': 'ab' }, { program: 'a.mjs', said: '', code: 0 });
  await all;
  expect((await outbox.next('p')).map(({ kind }) => kind)).toEqual(['draft', 'check', 'run']);
});
