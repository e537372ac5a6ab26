import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

import { inProject } from '../src/project.server.ts';

const DOCS = [
  'README.md',
  'CONTRIBUTING.md',
  ...globSync('{docs/*.md,*/README.md,src/*/README.md}', {
    cwd: inProject(),
    exclude: ['node_modules', 'dist'],
  }),
];
/** What is made, and is not there in a fresh clone. */
const MADE = /^(dist|node_modules|\.cache|~)/;
/** A made-up lesson stands in the recipe for lessons. */
const EXAMPLES = /\bnonce\b|\b(seal|demo)\.mjs$|^wrong\//;
/** `<slug>`, `*`, `...`, a variable, an address, a command: no path of one file. */
const NOT_ONE = /[<>*{}$=:\s]|\.\.\./;

/** Paths in code spans that begin in one of our folders, and those that links point to, relative to the project. */
function pathsIn(doc: string, text: string): string[] {
  const prose = text.replace(/^```[^]*?^```/gm, '');
  const rooms = globSync('*/', { cwd: inProject() }).map(name => name.replace(/\/$/, ''));
  const spans = [...prose.matchAll(/`([^`\n]+)`/g)]
    .map(([, span]) => span!)
    .filter(span => rooms.includes(span.split('/')[0]!) && span.includes('/'));
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target!.replace(/#.*$/, ''))
    .filter(target => target !== '' && !/^[a-z]+:/.test(target))
    .map(target => join(dirname(doc), target));
  return [...spans, ...links].filter(path => !NOT_ONE.test(path) && !MADE.test(path) && !EXAMPLES.test(path));
}

test('a path in a text is found, in a code span and in a link; what stands for many is left alone', () => {
  const text = 'See `src/course/gone.ts`, `lessons/<slug>/`, [a](gone.md#x), [b](https://example.com/), `npm test`.';
  expect(pathsIn('docs/here.md', text)).toEqual(['src/course/gone.ts', 'docs/gone.md']);
});

test.each(DOCS)('every path that %s names is there', doc => {
  const paths = pathsIn(doc, readFileSync(inProject(doc), 'utf8'));
  expect(paths.filter(path => !existsSync(inProject(path)))).toEqual([]);
});
