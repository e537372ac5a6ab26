import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';

import { inProject } from '../../../src/project.server.ts';
import { filesForFormat, filesForLint, optionsForBrowser, optionsForUnit } from './options.ts';
import { BROWSER, PLACES } from './places.ts';
import { planFor } from './plan.ts';
import { tellPlan } from './tell.ts';

const SLUGS = ['aead', 'echo', 'passwords'];
const plan = (...files: string[]) => planFor(files, SLUGS, path => !path.includes('gone'));
const PROOF = 'testing/proof/proof.test.ts';

test('a lesson that was touched is proved, and no other', () => {
  const touched = plan('lessons/echo/solution/server.mjs');
  expect([touched.natively, touched.inMachine]).toEqual([['echo'], ['echo']]);
  expect(touched.browser).toContain('lessons');
  expect(optionsForUnit(touched).env).toEqual({ PROVE_ONLY: 'echo' });
  expect(optionsForUnit(touched).args).toContain(PROOF);
  expect(optionsForBrowser(touched).env).toEqual({ PROVE_ONLY: 'echo' });
});

test('words about a lesson are compared with its checks, and need no machine', () => {
  const touched = plan('content/ko/02-encryption/10-aead.mdx');
  expect([touched.natively, touched.inMachine]).toEqual([['aead'], []]);
  expect(touched.browser).toEqual(['editor', 'site', 'workspace']);
});

test.each(['harness/index.mjs', 'src/checker/run-checks.ts'])('a change of %s proves every lesson', path => {
  const touched = plan(path, 'lessons/echo/lesson.json');
  expect([touched.natively, touched.inMachine]).toEqual(['all', 'all']);
  expect([optionsForUnit(touched).env, optionsForBrowser(touched).env]).toEqual([{}, {}]);
});

test('the proofs are left out where no lesson is touched, although they import what was', () => {
  const { args } = optionsForUnit(plan('src/i18n/strings.ts', PROOF.replace('proof.test', 'gone')));
  expect(args).toContain(PROOF);
  const without = optionsForUnit(plan('src/i18n/strings.ts')).args!;
  expect(without.slice(-2)).toEqual(['--exclude', PROOF]);
  expect(without.slice(0, 3)).toEqual(['related', '--run', 'src/i18n/strings.ts']);
});

test('unit tests that read a changed file from the disk are run, although they do not import it', () => {
  expect(optionsForUnit(plan('image/guest/init.sh')).args).toContain('src/emulator/protocol.test.ts');
  expect(optionsForUnit(plan('content/en/ui.json')).args).toContain('src/course/disk/course.test.ts');
});

test('a change of the bench is tried on the pages of the bench and the editor, without the machine', () => {
  const touched = plan('src/workspace/checks/Checks.tsx');
  expect(touched.browser).toEqual(['editor', 'workspace']);
  expect(touched.machine).toBe(false);
  expect(optionsForBrowser(touched).args).toEqual(['e2e/editor/', 'e2e/workspace/']);
});

test('a change of the image is tried in the machine', () => {
  expect(plan('image/apt.ts')).toMatchObject({ machine: true, natively: [], inMachine: 'all' });
});

test('words for people affect nothing that runs', () => {
  expect(plan('README.md', 'docs/adding-a-lesson.md')).toMatchObject({ machine: false, natively: [], browser: [] });
});

test('where nobody has said what a change affects, it can affect everything', () => {
  const touched = plan('docs/page.md', 'new-folder/file.ts');
  expect(touched).toMatchObject({ machine: true, natively: 'all', inMachine: 'all', browser: [...BROWSER] });
  expect(optionsForUnit(touched).args).toContain('src/course/disk/course.test.ts');
});

test('what is gone is neither linted nor laid out, and changed rules are tried on everything', () => {
  const some = plan('src/a.ts', 'src/gone.ts', 'docs/a.md');
  expect([filesForLint(some), filesForFormat(some)]).toEqual([['src/a.ts'], ['src/a.ts', 'docs/a.md']]);
  expect(filesForLint(plan('docs/a.md'))).toEqual([]);
  expect([filesForLint(plan('eslint.config.mjs')), filesForFormat(plan('.prettierrc.json'))]).toEqual([['.'], ['.']]);
  expect([filesForLint(), filesForFormat()]).toEqual([['.'], ['.']]);
});

test('every folder of browser tests is known, and every room of the source has its line', () => {
  const folders = readdirSync(inProject('e2e'), { withFileTypes: true })
    .filter(entry => entry.isDirectory() && entry.name !== 'support')
    .map(({ name }) => name);
  expect(folders.sort()).toEqual([...BROWSER]);
  const rooms = ['src', 'src/runtimes', 'scripts', 'e2e'].flatMap(room =>
    readdirSync(inProject(room), { withFileTypes: true }).map(
      entry => `${room}/${entry.name}${entry.isDirectory() ? '/file' : ''}`,
    ),
  );
  expect(rooms.filter(path => !PLACES.some(place => place.path.test(path)))).toEqual([]);
});

test('whatever is said to read files is there', () => {
  const readers = PLACES.flatMap(({ reads = [] }) => reads);
  expect(readers.filter(path => !existsSync(inProject(path)))).toEqual([]);
});

test('one line tells what is tested and what is left out', () => {
  const touched = plan('lessons/aead/lesson.json');
  expect(tellPlan(touched, '0123456789abcdef', ['types', 'unit', 'e2e'], ['machine'])).toBe(
    'Changed since 0123456: 1 file. Tested: types, unit (those affected, proof of aead), ' +
      'e2e (hostile, lessons: aead, site, webcontainer, workspace). Left out: machine, e2e/classroom, e2e/editor, e2e/machine.',
  );
  expect(tellPlan(plan(), '0123456789abcdef', [], ['types'])).toBe(
    'Changed since 0123456: 0 files. Tested: nothing. Left out: types.',
  );
});
