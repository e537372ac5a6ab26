import { expect, it } from 'vitest';

import { placeRemarks, type ProseLesson } from './snippet.ts';

const LESSON: ProseLesson = {
  files: { 'a.py': 'import ssl\n\nconnect()\nread(1024)\nread(2048)\n' },
  lessons: new Map([
    ['framing', { number: 2, title: 'Chunks', href: '/en/sockets/framing/' }],
    ['vault', { number: 35, title: 'Vault' }],
  ]),
};

it('puts remarks in the order of their lines, with the lesson that each leads to', () => {
  const remarks = [
    { at: 'read(1024)', says: 'two', lesson: 'framing' },
    { at: 'connect', says: 'one', lesson: 'vault' },
  ];
  expect(placeRemarks('a.py', remarks, LESSON)).toEqual([
    { line: 3, says: 'one', lesson: { number: 35, title: 'Vault' } },
    { line: 4, says: 'two', lesson: { number: 2, title: 'Chunks', href: '/en/sockets/framing/' } },
  ]);
});

it.each([
  ['a file that the lesson lacks', 'b.py', 'read(1024)', 'framing', 'is no file of this lesson'],
  ['words on no line', 'a.py', 'write', 'framing', 'on 0 lines'],
  ['words on two lines', 'a.py', 'read(', 'framing', 'on 2 lines'],
  ['a lesson that the course lacks', 'a.py', 'connect', 'freming', 'no lesson "freming"'],
])('refuses %s', (_, file, at, lesson, message) => {
  expect(() => placeRemarks(file, [{ at, says: '', lesson }], LESSON)).toThrow(message);
});
