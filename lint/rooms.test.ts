import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';

import { inProject } from '../src/project.server.ts';

/** Rooms in which a README would be published, and the file that speaks for each in its opening comment. */
const SPOKEN_FOR: Readonly<Record<string, string>> = { public: 'boot.js', 'src/pages': 'index.astro' };
const IGNORED = readFileSync(inProject('.gitignore'), 'utf8')
  .split('\n')
  .map(line => line.replace(/\/$/, ''));

const rooms = globSync(['*', 'src/*'], { cwd: inProject(), withFileTypes: true })
  .filter(entry => entry.isDirectory() && !entry.name.startsWith('.') && !IGNORED.includes(entry.name))
  .map(entry => (basename(entry.parentPath) === 'src' ? `src/${entry.name}` : entry.name));

/** What a room says of itself; empty where it says nothing. */
function wordsOf(room: string): string {
  const file = inProject(room, SPOKEN_FOR[room] ?? 'README.md');
  if (!existsSync(file)) return '';
  const text = readFileSync(file, 'utf8');
  if (file.endsWith('.md')) return text.replace(/^# .*\n/, '');
  return /^(?:---\n)?((?:\/\/.*\n)+|\/\*[^]*?\*\/)/.exec(text)?.[1] ?? '';
}

/** A stop within a name, such as `runtime.ts`, ends none. */
const sentences = (text: string): number => text.match(/[.!?](?=\s|$)/g)?.length ?? 0;

test('rooms are found, those of src/ too', () => {
  expect(rooms).toEqual(expect.arrayContaining(['image', 'src', 'src/course', join('src', 'pages')]));
});

test('every room says in two sentences what lives there and what may not', () => {
  expect(rooms.filter(room => sentences(wordsOf(room)) < 2)).toEqual([]);
});

test('none says more than a reader takes in at the door', () => {
  const long = rooms.filter(room => room !== 'public' && room !== 'src/pages' && wordsOf(room).length > 600);
  expect(long).toEqual([]);
});
