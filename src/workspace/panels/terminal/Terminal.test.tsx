import { afterEach, describe, expect, test } from 'vitest';

import { drawPart } from '../../../../testing/bench-part.tsx';
import type { Drawn } from '../../../../testing/fake-document.ts';
import { LANGS, stringsFor } from '../../../i18n/strings.ts';
import { Closed } from './Closed.tsx';
import { statusWords } from './status-words.ts';

let last: Drawn | undefined;
afterEach(async () => last?.close());

describe.each(LANGS)('the terminal in %s', lang => {
  const { terminal: words, machine } = stringsFor(lang).workspace;

  test('says what it costs before it is opened, and less for the plain one', async () => {
    const full = await drawPart(lang, <Closed plain={false} />);
    last = full.drawn;
    expect(full.drawn.text).toContain('MB');
    expect(full.drawn.text).toContain('kB');
    expect(full.drawn.text).not.toMatch(/\{\w+\}/);
    await full.drawn.close();
    const plain = await drawPart(lang, <Closed plain />);
    last = plain.drawn;
    expect(plain.drawn.text).not.toContain('kB');
  });

  test('says what it is at, and how it ended', () => {
    const says = (state: Parameters<typeof statusWords>[0]): string => statusWords(state, words, machine, lang);
    expect(says({ at: 'starting', progress: { stage: 'downloading', done: 1e6, total: 2e6 } })).toMatch(/1.*2|2.*1/);
    expect(says({ at: 'starting', progress: { stage: 'starting' } as never })).toBe(words.starting);
    expect(says({ at: 'failed' })).toBe(words.failed);
    expect(says({ at: 'ended', exit: { reason: 'exited', code: 0 } })).toBe(words.exit.ok);
    expect(says({ at: 'ended', exit: { reason: 'exited', code: 7 } })).toContain('7');
    expect(says({ at: 'ended', exit: { reason: 'lost', code: null, message: 'gone' } })).toContain('gone');
  });
});
