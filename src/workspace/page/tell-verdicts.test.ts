import { expect, it } from 'vitest';

import { exerciseSchema } from '../../course/exercise.ts';
import { onVerdicts, type CheckStatuses } from '../../ui/verdict-events.ts';
import { Session } from '../session/session.ts';
import { tellVerdicts } from './tell-verdicts.ts';

const page = (): Document => new EventTarget() as Document;

function session(...ids: string[]): Session {
  return new Session({
    exercise: exerciseSchema.parse({
      entry: 'a.mjs',
      files: { 'a.mjs': 'edit' },
      needs: [],
      steps: [ids],
      attacks: [],
    }),
    work: () => ({}),
    loadRuntime: () => Promise.reject(new Error('nothing is run here')),
    loadBundle: () => Promise.reject(new Error('nothing is run here')),
    schedule: draw => draw(),
  });
}

function listen(on: Document, signal = new AbortController().signal): CheckStatuses[] {
  const heard: CheckStatuses[] = [];
  onVerdicts(statuses => heard.push(statuses), signal, on);
  return heard;
}

it('tells one who listens before there is a bench, and again when an earlier visit is restored', () => {
  const here = page();
  const heard = listen(here);
  const bench = session('a', 'b');
  tellVerdicts(bench, new AbortController().signal, here);
  bench.restore({ a: 'pass' }, 'code');
  expect(heard).toEqual([
    { a: 'idle', b: 'idle' },
    { a: 'pass', b: 'idle' },
  ]);
});

it('tells one who comes late how the checks stand', () => {
  const here = page();
  const bench = session('a');
  tellVerdicts(bench, new AbortController().signal, here);
  bench.restore({ a: 'pass' }, 'code');
  expect(listen(here)).toEqual([{ a: 'pass' }]);
});

it('tells nothing of a lesson that another has taken the place of', () => {
  const here = page();
  const left = new AbortController();
  const before = session('a');
  tellVerdicts(before, left.signal, here);
  const ofBefore = listen(here, left.signal);
  left.abort();
  before.restore({ a: 'pass' }, 'code');
  const heard = listen(here);
  expect(heard).toEqual([]);
  tellVerdicts(session('b'), new AbortController().signal, here);
  expect(heard).toEqual([{ b: 'idle' }]);
  expect(ofBefore).toEqual([{ a: 'idle' }]);
});
