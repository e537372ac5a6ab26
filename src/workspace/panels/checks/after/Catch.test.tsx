import { afterEach, describe, expect, test } from 'vitest';

import { drawPart } from '../../../../../testing/bench-part.tsx';
import type { Drawn } from '../../../../../testing/fake-document.ts';
import { LANGS, type Lang } from '../../../../i18n/strings.ts';
import { Catch } from './Catch.tsx';

const questions = [
  { diff: '-  return n * 2;\n+  return n + n + 1;\n', caughtBy: ['doubles'], options: ['doubles', 'text'] },
  { diff: '-  check(n);\n', caughtBy: ['text'], options: ['doubles', 'text'] },
];

let last: Drawn | undefined;
afterEach(async () => last?.close());

async function drawCatch(lang: Lang) {
  const part = await drawPart(lang, <Catch questions={questions} />);
  last = part.drawn;
  return part;
}

describe.each(LANGS)('a wrong answer to place in %s', lang => {
  test('may be tried until the check that catches it is found', async () => {
    const { drawn, words } = await drawCatch(lang);
    expect(drawn.text).toContain('return n + n + 1;');
    await drawn.press('No text');
    expect(drawn.text).toContain(words.after.notCaught);
    await drawn.press('It doubles');
    expect(drawn.text).not.toContain(words.after.notCaught);
    expect(drawn.text).toContain(words.after.caught.replace('{checks}', '“It doubles”'));
  });

  test('is followed by another with nothing chosen, and after the last the first comes again', async () => {
    const { drawn, words } = await drawCatch(lang);
    await drawn.press('It doubles');
    await drawn.press(words.after.another);
    expect(drawn.text).toContain('check(n);');
    expect(drawn.text).not.toContain(words.after.notCaught);
    await drawn.press(words.after.another);
    expect(drawn.text).toContain('return n + n + 1;');
  });
});
