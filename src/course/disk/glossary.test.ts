import { afterEach, expect, test } from 'vitest';

import { EN, KO, PROSE, removeCourse, writeCourse } from './fixture/course.ts';
import { loadGlossary } from './load-glossary.server.ts';
import { formatProblems } from './problem.ts';
import { validateCourse } from './validate.server.ts';

const ENGLISH = `socket:
  term: socket
  means: One end of a connection.
  lesson: seal
port: { term: port, means: A number., lesson: seal }
`;
const KOREAN = `socket: { term: 소켓, means: 연결의 한쪽 끝이에요., lesson: seal }
port: { term: 포트, means: 번호예요., lesson: seal }
`;
const GLOSSARIES = { 'content/en/glossary.yaml': ENGLISH, 'content/ko/glossary.yaml': KOREAN };

const roots: string[] = [];
afterEach(async () => {
  await Promise.all(roots.splice(0).map(removeCourse));
});

async function problemsWith(changes: Record<string, string>): Promise<string[]> {
  const root = await writeCourse({ ...GLOSSARIES, ...changes });
  roots.push(root);
  return formatProblems(await validateCourse(root))
    .split('\n')
    .filter(line => line !== '');
}

test('a whole glossary has no problem, and every term that prose shows is in it', async () => {
  expect(await problemsWith({ [EN]: `${PROSE}A <Term id="socket">socket</Term>.\n` })).toEqual([]);
});

test('a term that prose shows and the glossary lacks is told at its line, with the nearest', async () => {
  expect(await problemsWith({ [KO]: `${PROSE}\n<Term en="socket" id="sockets">소켓</Term>\n` })).toEqual([
    `${KO}:18:1  the term "sockets" is not in content/ko/glossary.yaml; did you mean "socket"?`,
  ]);
});

test('a term is in both languages', async () => {
  expect(await problemsWith({ 'content/ko/glossary.yaml': KOREAN.replace(/^port.*\n/m, '') })).toEqual([
    'content/ko/glossary.yaml:1:1  the term "port" is missing; content/en/glossary.yaml has it',
  ]);
});

test('a term names a lesson of the course, and has nothing but its own keys', async () => {
  expect(await problemsWith({ 'content/en/glossary.yaml': ENGLISH.replace('lesson: seal', 'lesson: seel') })).toEqual([
    'content/en/glossary.yaml:4:11  the course has no lesson "seel"; did you mean "seal"?',
  ]);
  expect(await problemsWith({ 'content/en/glossary.yaml': ENGLISH.replace('  means:', '  mean:') })).toEqual([
    'content/en/glossary.yaml:1:1  "socket.means" is missing',
    'content/en/glossary.yaml:3:3  "mean" is not known here; is it misspelt?',
  ]);
});

test('the terms of a language come in the order of its alphabet, elsewhere with their English names', async () => {
  const root = await writeCourse(GLOSSARIES);
  roots.push(root);
  const terms = await loadGlossary('ko', `${root}/content`);
  expect(terms.map(({ term, english }) => [term, english])).toEqual([
    ['소켓', 'socket'],
    ['포트', 'port'],
  ]);
  expect((await loadGlossary('en', `${root}/content`))[0]).toEqual({
    id: 'port',
    term: 'port',
    means: 'A number.',
    lesson: 'seal',
  });
});
