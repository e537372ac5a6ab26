import { describe, expect, it } from 'vitest';

import { LANGS, stringsFor } from '../../i18n/strings.ts';
import type { Exit } from '../../runtimes/runtime.ts';
import { exitWords } from './exit-words.ts';

describe.each(LANGS)('the end of a run in %s', lang => {
  const words = stringsFor(lang).workspace.output.exit;
  const said = (exit: Exit): string => exitWords({ exit, program: 'demo.mjs', ms: 1_234 }, words, lang);

  it('names the exit code and the time', () => {
    expect(said({ reason: 'exited', code: 0 })).toMatch(/1\.2.*0|0.*1\.2/);
    expect(said({ reason: 'exited', code: 3 })).toContain('3');
  });

  it('names the signal behind a code above 128', () => {
    expect(said({ reason: 'exited', code: 137 })).toContain('SIGKILL');
    expect(said({ reason: 'exited', code: 134 })).toContain('SIGABRT');
    expect(said({ reason: 'exited', code: 200 })).toContain('200');
  });

  it('explains what Node means by 13', () => expect(said({ reason: 'exited', code: 13 })).toContain('await'));

  it('tells a stop, a flood and a lost machine apart', () => {
    const told = (['aborted', 'output-limit', 'lost'] as const).map(reason => said({ reason, code: null }));
    expect(new Set(told).size).toBe(3);
    for (const one of told) expect(one).not.toMatch(/[{}]/);
  });
});
