import { describe, expect, it } from 'vitest';

import type { CheckResult, Failure } from '../../checker/report.ts';
import { LANGS, stringsFor } from '../../i18n/strings.ts';
import { verdictOf, type Judged } from './verdict.ts';

describe.each(LANGS)('the words for a check in %s', lang => {
  const words = stringsFor(lang).workspace.verdicts;
  const judged = (result: Partial<CheckResult>, attack = false): Judged => ({
    status: result.status ?? 'fail',
    result: { id: 'a', status: 'fail', evidence: [], ...result },
    attack,
    prose: { title: 'A', why: 'Because.', outcomes: { known: 'This very mistake.' } },
    titleOf: id => `<${id}>`,
  });
  const failed = (failure: Failure, attack = false) => verdictOf(judged({ failure }, attack), words);

  it('say that an attack was refused, or got through', () => {
    expect(verdictOf(judged({ status: 'pass' }, true), words).short).toBe(words.refused);
    expect(failed({ kind: 'not-refused' }, true).short).toBe(words.gotThrough);
    expect(verdictOf(judged({ status: 'pass' }), words).short).toBe(words.pass);
  });

  it('are there for every kind of failure', () => {
    for (const kind of ['not-equal', 'equal', 'not-ok', 'not-refused', 'crashed', 'twin', 'other'] as const) {
      for (const attack of [true, false]) {
        const { short, said } = failed({ kind, twin: 'legit' }, attack);
        expect(short).toBeTruthy();
        expect(said).toBeTruthy();
      }
    }
  });

  it("are the lesson's own where it knows the mistake", () => {
    expect(failed({ kind: 'other', outcome: 'known', message: 'in English' })).toMatchObject({
      said: 'This very mistake.',
    });
    expect(failed({ kind: 'other', outcome: 'unknown', message: 'in English' })).toMatchObject({ note: 'in English' });
  });

  it('name the twin that was refused too', () => {
    expect(failed({ kind: 'twin', twin: 'legit' }, true).said).toContain('<legit>');
  });

  it('tell the limit and what was waited for', () => {
    const timeout = verdictOf(judged({ status: 'timeout', waited: { for: 'the echo', ms: 2_500 } }), words);
    expect([timeout.said!.includes('2.5'), timeout.note]).toEqual([true, 'the echo']);
    expect(verdictOf(judged({ status: 'timeout', waited: { for: '', ms: 10_000 } }), words).said).toContain('10');
    expect(verdictOf({ ...judged({}), status: 'timeout', result: undefined }, words).short).toBeTruthy();
  });

  it('tell the errors of a run apart', () => {
    const shorts = [
      undefined,
      'PROCESS_ENDED',
      'OUTPUT_LIMIT',
      'OUT_OF_MEMORY',
      'LOAD_TIMEOUT',
      'NOT_RUN',
      'ERR_OTHER',
    ].map(code => {
      const error = { name: 'E', message: 'the program ended with code 3', ...(code && { code }) };
      const { short, said } = verdictOf(judged({ status: 'error', error }), words);
      expect(said).toBeTruthy();
      return short;
    });
    expect(new Set(shorts).size).toBe(6);
  });

  it('say of code that could not be loaded that the check was not run, and not whose exception it was', () => {
    const unloaded = { ...judged({ status: 'error', error: { name: 'SyntaxError', message: 'x' } }), unloaded: true };
    expect(verdictOf(unloaded, words)).toEqual({ short: words.notRun });
  });

  it('tell the exit code, or the signal behind it', () => {
    const said = (code: number) =>
      verdictOf(
        judged({
          status: 'error',
          error: { name: 'Exit', message: `the program ended with code ${code}`, code: 'PROCESS_ENDED' },
        }),
        words,
      ).said;
    expect(said(3)).toContain('3');
    expect(said(134)).toContain('SIGABRT');
  });

  it('tell how much memory there is', () => {
    const error = { name: 'OutOfMemory', message: 'it took more memory than there is', code: 'OUT_OF_MEMORY' };
    expect(verdictOf(judged({ status: 'error', error }), words).said).toContain('80 MB');
  });
});
