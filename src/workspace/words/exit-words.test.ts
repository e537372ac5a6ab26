import { describe, expect, it } from 'vitest';

import { LANGS, stringsFor } from '../../i18n/strings.ts';
import { EXIT_REASONS, type Exit } from '../../runtimes/runtime.ts';
import { adviceAfter, exitWords } from './exit-words.ts';

describe.each(LANGS)('the end of a run in %s', lang => {
  const words = stringsFor(lang).workspace.output.exit;
  const said = (exit: Exit): string => exitWords({ exit, program: 'demo.mjs', ms: 1_234, lastWords: '' }, words, lang);

  it('names the exit code and the time', () => {
    expect(said({ reason: 'exited', code: 0 })).toMatch(/1\.2.*0|0.*1\.2/);
    expect(said({ reason: 'exited', code: 3 })).toContain('3');
  });

  it('names the signal behind a code above 128', () => {
    expect(said({ reason: 'exited', code: 137 })).toContain('SIGKILL');
    expect(said({ reason: 'exited', code: 134 })).toContain('SIGABRT');
    expect(said({ reason: 'exited', code: 152 })).toContain('SIGXCPU');
    expect(said({ reason: 'exited', code: 200 })).toContain('200');
  });

  it('explains what Node means by 13', () => expect(said({ reason: 'exited', code: 13 })).toContain('await'));

  it('tells every reason apart that a runtime knows, and fills in its numbers', () => {
    const told = EXIT_REASONS.map(reason => said({ reason, code: reason === 'exited' ? 0 : null }));
    expect(new Set(told).size).toBe(EXIT_REASONS.length);
    for (const one of told) expect(one).toMatch(/^[^{}]{5,}$/);
    expect(said({ reason: 'out-of-memory', code: null })).toContain('80 MB');
    expect(said({ reason: 'output-limit', code: null })).toContain('1 MB');
  });

  it('has advice only after a failure that the program itself came to', () => {
    const lastWords = "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'express' imported from /lesson/work/a.mjs";
    const advice = (exit: Exit) =>
      adviceAfter({ exit, program: 'a.mjs', ms: 1, lastWords }, stringsFor(lang).workspace.advice);
    expect(advice({ reason: 'exited', code: 1 })).toContain('npm');
    expect(advice({ reason: 'exited', code: 0 })).toBeUndefined();
    expect(advice({ reason: 'aborted', code: null })).toBeUndefined();
  });
});
