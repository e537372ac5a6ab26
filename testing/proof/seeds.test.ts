import { describe, expect, test } from 'vitest';

import type { FileMap } from '../../src/course/workspace.ts';
import { loadLesson } from '../../src/course/disk/load.server.ts';
import { answersOf, faultOf, trySeeds } from './seeds.ts';

/** The ids of the checks that an answer did not pass, in one line, with one seed. */
async function outcomeAt(slug: string, files: FileMap, seed: number): Promise<string> {
  const { outcomes } = await trySeeds(await loadLesson(slug), files, { first: seed, last: seed });
  return [...outcomes.keys()].join('; ');
}

describe('seeds with which right and wrong once agreed', () => {
  test('copied-snippet: with 4676 the bank had the balance of the demo, and a learned answer passed everything', async () => {
    const { wrong } = await loadLesson('copied-snippet');
    expect(await outcomeAt('copied-snippet', wrong.get('hard-coded')!.files, 4676)).toContain('honest-bank');
  });

  test('passwords: with 471728 the password had no lower case, and the same in upper case was to be refused', async () => {
    const { solution } = await loadLesson('passwords');
    expect(await outcomeAt('passwords', solution, 471728)).toBe('');
  });

  test('passwords: with 5 r was equal to p, and a string that names them in the wrong order passed', async () => {
    const { solution } = await loadLesson('passwords');
    const text = solution['passwords.mjs']!.replace('cost.N, cost.r, cost.p', 'cost.N, cost.p, cost.r').replace(
      'const [N, r, p] = parts',
      'const [N, p, r] = parts',
    );
    expect(text).not.toBe(solution['passwords.mjs']);
    expect(await outcomeAt('passwords', { ...solution, 'passwords.mjs': text }, 5)).toContain('self-describing');
  });
});

describe('an answer under many seeds', () => {
  test('has all of them judged, each by itself, also those that end the process', async () => {
    const lesson = await loadLesson('aead');
    const text = `let uses = 0;\n${lesson.solution['seal.mjs']!}`.replace(
      'const nonce',
      'if (++uses > 1e6 || context === "any") process.exit(0);\n  const nonce',
    );
    const { seeds, outcomes } = await trySeeds(lesson, { ...lesson.solution, 'seal.mjs': text }, { last: 3 });
    expect({ seeds, outcomes: [...outcomes] }).toEqual({ seeds: 3, outcomes: [['ended', [1, 2, 3]]] });
  });

  test('starts with nothing kept from the seed before', async () => {
    const lesson = await loadLesson('aead');
    const text = `let uses = 0;\n${lesson.solution['seal.mjs']!}`.replace(
      'const nonce',
      'if (uses++ > 200) throw new Error("again");\n  const nonce',
    );
    const { outcomes } = await trySeeds(lesson, { ...lesson.solution, 'seal.mjs': text }, { last: 4 });
    expect([...outcomes]).toEqual([['', [1, 2, 3, 4]]]);
  });

  test('is at fault when a seed decides', () => {
    const tried = (outcomes: Record<string, number[]>) => ({ seeds: 4, outcomes: new Map(Object.entries(outcomes)) });
    const wrong = { name: 'wrong/x', files: {}, caughtBy: ['b', 'a'] };
    const right = { name: 'solution', files: {} };
    expect(faultOf(right, tried({ '': [1, 2, 3, 4] }))).toBeUndefined();
    expect(faultOf(right, tried({ '': [1, 2, 4], a: [3] }))).toContain('does not pass [a] with seed 3');
    expect(faultOf(right, tried({ '': [1, 2, 4], ended: [3] }))).toContain('with seed 3');
    expect(faultOf(right, { seeds: 0, outcomes: new Map() })).toContain('not one seed');
    expect(faultOf(wrong, tried({ 'a, b': [1, 2, 3, 4] }))).toBeUndefined();
    expect(faultOf(wrong, tried({ 'a, b': [1, 2, 4], b: [3] }))).toContain(
      'not caught by b, a, but by [b] with seed 3',
    );
    expect(faultOf(wrong, tried({ 'a, b': [1, 2, 4], 'a, b, c': [3] }))).toContain('but by [a, b, c] with seed 3');
  });

  test('every answer of a lesson is tried, and a wrong one names what catches it', async () => {
    const names = answersOf(await loadLesson('echo')).map(({ name, caughtBy }) =>
      `${name} ${caughtBy?.join(' ') ?? ''}`.trim(),
    );
    expect(names).toEqual(
      expect.arrayContaining([
        'solution',
        'also/pipeline',
        'wrong/hard-coded text binary pieces two-clients clean-close reset half-close burst',
      ]),
    );
  });
});
