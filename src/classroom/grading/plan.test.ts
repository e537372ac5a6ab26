import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { canaryFault, differences, inOwnNames } from './compare.ts';
import { planOf, type Planned } from './plan.ts';
import type { CheckReport, CheckResult } from '../../checker/report.ts';

const IDS = ['opens', 'refuses', 'fresh'];
const plan = () => planOf(IDS, 4, below => randomInt(below));
const canariesOf = (planned: readonly Planned[]) => planned.filter(({ word }) => word !== undefined);

/** As an honest answer's run ends that passes all but `failing`. */
function reportOf(planned: readonly Planned[], failing: readonly string[] = []): CheckReport {
  const results = planned.map(({ id, of, word }): CheckResult => {
    if (failing.includes(of)) return { id, status: 'fail', failure: { kind: 'other', message: 'wrong' }, evidence: [] };
    if (word === undefined) return { id, status: 'pass', evidence: [] };
    return { id, status: 'fail', failure: { kind: 'not-ok', message: word }, evidence: [] };
  });
  return { seed: 's', results, passed: false };
}

/** The same with other verdicts on some checks. */
const but = (report: CheckReport, id: string, verdict: Partial<CheckResult> | undefined): CheckReport => ({
  ...report,
  results: report.results.flatMap(result => (result.id !== id ? result : verdict ? { ...result, ...verdict } : [])),
});

describe('a plan', () => {
  it('has every check once in its order, and canaries among them, under names that tell nothing', () => {
    const names = new Set<string>();
    for (let run = 0; run < 50; run++) {
      const planned = plan();
      expect(planned.filter(({ word }) => word === undefined).map(({ of }) => of)).toEqual(IDS);
      expect(canariesOf(planned).length).toBe(4);
      expect(new Set(planned.map(({ id }) => id)).size).toBe(7);
      for (const { id, of } of planned) {
        expect(id).toMatch(/^[a-z]+-[a-z]+$/);
        expect(id).not.toBe(of);
        names.add(id);
      }
    }
    expect(names.size).toBeGreaterThan(100);
  });

  it('copies each check before it copies one twice, and has canaries in any place', () => {
    const places = new Set<number>();
    for (let run = 0; run < 100; run++) {
      const planned = planOf(IDS, 3, below => randomInt(below));
      expect(new Set(canariesOf(planned).map(({ of }) => of)).size).toBe(3);
      planned.forEach(({ word }, at) => word !== undefined && places.add(at));
    }
    expect([...places].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

describe('what canaries tell', () => {
  it('is nothing where each fails with its word, or as the check that it is made of', () => {
    const planned = plan();
    expect(canaryFault(reportOf(planned), planned)).toBeUndefined();
    expect(canaryFault(reportOf(planned, ['refuses']), planned)).toBeUndefined();
  });

  it('is a fault where one passes, is missing, or ends in another way while its check passes', () => {
    const planned = plan();
    const report = reportOf(planned);
    const { id } = canariesOf(planned)[0]!;
    expect(canaryFault(but(report, id, { status: 'pass' }), planned)).toBe('canary-passed');
    expect(canaryFault(but(report, id, undefined), planned)).toBe('canary-astray');
    expect(canaryFault(but(report, id, { status: 'error' }), planned)).toBe('canary-astray');
    expect(canaryFault(but(report, id, { failure: { kind: 'not-ok', message: 'x' } }), planned)).toBe('canary-astray');
  });
});

describe('a graded report', () => {
  it('is told in the lesson’s own names, without canaries, twins too', () => {
    const planned = plan();
    const twin = planned.find(({ of, word }) => of === 'opens' && word === undefined)!.id;
    const attack = planned.find(({ of, word }) => of === 'refuses' && word === undefined)!.id;
    const report = but(reportOf(planned), attack, { status: 'fail', failure: { kind: 'twin', twin } });
    const told = inOwnNames(report, planned);
    expect(told.results.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'opens pass',
      'refuses fail',
      'fresh pass',
    ]);
    expect(told.results[1]!.failure).toEqual({ kind: 'twin', twin: 'opens' });
    expect(told.passed).toBe(false);
    expect(inOwnNames(reportOf(planned), planned).passed).toBe(true);
  });

  it('differs from a claim in what one of them says has passed', () => {
    const planned = plan();
    const report = inOwnNames(reportOf(planned, ['fresh']), planned);
    expect(differences(IDS, new Set(IDS), report)).toEqual(['fresh']);
    expect(differences(IDS, new Set(['opens', 'refuses']), report)).toEqual([]);
    expect(differences(IDS, new Set(['opens', 'fresh']), report)).toEqual(['refuses', 'fresh']);
  });
});
