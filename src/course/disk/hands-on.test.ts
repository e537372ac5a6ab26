import { afterEach, describe, expect, test } from 'vitest';

import { EN, KO, PROSE, removeCourse, writeCourse } from './fixture/course.ts';
import { formatProblems } from './problem.ts';
import { validateCourse } from './validate.server.ts';

const roots: string[] = [];
afterEach(async () => {
  await Promise.all(roots.splice(0).map(removeCourse));
});

const KEYS = `wire:
  - predict: Who speaks first?
    ask: Which name?
    options: [alice, bob]
    right: 0
    after: Alice.
    run: seal.mjs
    row: { message: Certificate, from: client }
terminal:
  - { why: To see it., command: sha256sum seal.mjs, after: A digest. }
ends:
  - { side: server, name: the bank, issuer: Our CA }
`;
const PAGE = PROSE.replace('hints:', `${KEYS}hints:`).replace('Text.', '<LookAtWire />\n\n<InTerminal />');

async function problemsOf(en: string, ko = en): Promise<string[]> {
  const root = await writeCourse({ [EN]: en, [KO]: ko });
  roots.push(root);
  return formatProblems(await validateCourse(root))
    .split('\n')
    .filter(line => line !== '');
}

describe('what a lesson has the reader look at', () => {
  test('is sound where keys and text agree', async () => {
    expect(await problemsOf(PAGE)).toEqual([]);
  });

  test.each([
    ['a side that there is not', 'from: client', 'from: middle', 'row:', '"wire.0.row.from"'],
    ['an answer that is none of the options', 'right: 0', 'right: 2', 'right:', '"wire.0.right": counts from 0'],
    ['no explanation', '    after: Alice.\n', '', '- predict:', '"wire.0.after" is missing'],
    ['a file that the lesson lacks', 'run: seal', 'run: seel', 'run:', '"seel.mjs" is no file of lessons/nonce'],
    ['a command of two lines', 'sha256sum seal.mjs', '"a\\nb"', '- { why', 'is one line of ASCII'],
    ['a key that nobody knows', 'issuer:', 'isuer:', 'isuer:', '"isuer" is not known here'],
    ['a text that does not show it', '<LookAtWire />', '', 'wire:', '"wire" is shown 0 times in the text'],
    ['a text that shows it twice', '<InTerminal />', '<InTerminal />\n<InTerminal />', 'terminal:', 'is shown 2 times'],
    [
      'nothing to show',
      KEYS,
      '',
      '<LookAtWire />',
      '<LookAtWire /> has nothing to show: the frontmatter has no "wire"',
    ],
  ])('%s is told at its place, in both languages', async (_, from, to, place, message) => {
    const page = PAGE.replace(from, to);
    const line = page.split('\n').findIndex(one => one.includes(place)) + 1;
    const problems = (await problemsOf(page)).filter(problem => problem.includes(message));
    expect(problems).toEqual([EN, KO].map(file => expect.stringMatching(`^${file}:${line}:\\d+ `)));
  });

  test.each([
    ['file', 'run: seal.mjs', 'run: seal.mjs.'],
    ['command', 'command: sha256sum', 'command: md5sum'],
    ['row', 'message: Certificate', 'message: Finished'],
    ['number of a row', 'from: client }', 'from: client, nth: 2 }'],
    ['signer', 'issuer: Our CA', 'issuer: 우리 CA'],
  ])('both languages name the same %s', async (_, from, to) => {
    const problems = await problemsOf(PAGE, PAGE.replace(from, to));
    expect(problems.filter(line => line.includes(`here and`))).toHaveLength(1);
  });

  test('each language has its own words', async () => {
    const ko = PAGE.replace('Who speaks first?', '누가 먼저 말할까요?').replace('the bank', '은행');
    expect(await problemsOf(PAGE, ko)).toEqual([]);
  });
});
