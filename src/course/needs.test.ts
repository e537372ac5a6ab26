import { expect, test } from 'vitest';

import { buildCourse } from './course.ts';
import { neededLessons, neededWords } from './needs.ts';
import { outlineSchema } from './outline.ts';

test('a lesson names what it needs in teaching order, written or planned', () => {
  const outline = outlineSchema.parse({
    chapters: { '01-sockets': { title: 'Sockets', summary: 'Bytes.' } },
    planned: { '01-sockets/02-framing': 'Framing' },
  });
  const echo = { id: 'en/01-sockets/01-echo', title: 'Echo', summary: 's', exercise: 'echo', minutes: 5 };
  const course = buildCourse('en', outline, [echo]);
  const titles = neededLessons(course, { needs: ['framing', 'echo'] }).map(({ title, written }) => [title, written]);
  expect(titles).toEqual([
    ['Echo', true],
    ['Framing', false],
  ]);
  expect(neededLessons(course, { needs: undefined })).toEqual([]);
});

test('the words it needs are those that its prose shows and another lesson explains, each once', () => {
  const terms = ['port', 'tls', 'xor'].map(id => ({
    id,
    term: id,
    means: 'm',
    lesson: id === 'tls' ? 'here' : 'echo',
  }));
  const body = 'A <Term id="tls">TLS</Term> <Term en="x" id="port">port</Term>, a <Term id="port">port</Term>.';
  expect(neededWords(body, 'here', terms).map(({ id }) => id)).toEqual(['port']);
});
