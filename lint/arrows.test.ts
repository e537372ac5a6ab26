import { existsSync, readdirSync } from 'node:fs';
import { relative, dirname } from 'node:path';
import { describe, expect, test } from 'vitest';

import { readFiles } from '../src/course/disk/folder.server.ts';
import { inProject } from '../src/project.server.ts';
import { OF_TESTS, OUTER_ROOMS, ROOMS, SRC_ROOMS } from './arrows.mjs';
import { cyclesOf } from './cycles.ts';
import { refusedImports as told } from './linted.ts';

/** The last holds only other rooms and their README. */
const TO_COME = [
  'src/wire',
  'src/classroom/rules',
  'src/classroom/grading',
  'src/classroom/server',
  'src/classroom/pages',
  'src/classroom',
];
/** Folders that hold no code. */
const NO_ROOMS = ['docs', 'dist', 'node_modules', 'test-results', 'playwright-report'];

const folders = (path: string): string[] =>
  readdirSync(inProject(path), { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !entry.name.startsWith('.') && !NO_ROOMS.includes(entry.name))
    .map(({ name }) => name);

/** A file that is no test, for each room that there is. */
const EXAMPLES: Record<string, string> = {
  'src/*': 'src/project.server.ts',
  'src/environment': 'src/environment/host-name.ts',
  'src/i18n': 'src/i18n/strings.ts',
  'src/ui': 'src/ui/wire/Wire.astro',
  'src/pki': 'src/pki/mint.ts',
  'src/course': 'src/course/exercise.ts',
  'src/course/disk': 'src/course/disk/source.ts',
  'src/emulator': 'src/emulator/protocol.ts',
  'src/runtimes': 'src/runtimes/pool/choose.ts',
  'src/checker': 'src/checker/report.ts',
  'src/progress': 'src/progress/store.ts',
  'src/workspace': 'src/workspace/props.ts',
  'src/classroom/data': 'src/classroom/data/stores.ts',
  'src/layouts': 'src/layouts/Page.astro',
  'src/site': 'src/site/serve/handler.ts',
  'src/pages': 'src/pages/probe.json.ts',
  content: 'content/en/ui.json',
  public: 'public/boot.js',
  lessons: 'lessons/echo/solution/echo.mjs',
  harness: 'harness/run.mjs',
  image: 'image/cache/lock.ts',
  integrations: 'integrations/leaks.ts',
  testing: 'testing/fake-storage.ts',
  e2e: 'e2e/support/width.ts',
  scripts: 'scripts/serve/index.ts',
  lint: 'lint/cycles.ts',
};

/** The rooms that a file may not import from. */
async function refusedTo(path: string): Promise<string[]> {
  const lines = Object.values(EXAMPLES).map(file => `import '${relativeTo(path, file)}';`);
  return (await told(path, ...lines)).map(({ line }) => Object.keys(EXAMPLES)[line - 1]!);
}

function relativeTo(path: string, file: string): string {
  const found = relative(dirname(path), file).replaceAll('\\', '/');
  return found.startsWith('.') ? found : `./${found}`;
}

const inside = (room: string, name: string): string => `${room.replace('/*', '')}/${name}`;
const others = (room: string, may: readonly string[]): string[] =>
  Object.keys(EXAMPLES).filter(other => other !== room && !may.includes(other));

describe('the table', () => {
  test('has every top-level folder and every room of src/, and no others but those to come', () => {
    const within = (room: string) => room === 'src/*' || room.split('/').length > 2;
    const rooms = Object.keys(SRC_ROOMS).filter(room => !within(room) && !TO_COME.includes(room));
    expect(folders('src').map(name => `src/${name}`)).toEqual(expect.arrayContaining(rooms));
    expect(Object.keys(SRC_ROOMS)).toEqual(expect.arrayContaining(folders('src').map(name => `src/${name}`)));
    expect(folders('.').sort()).toEqual(['src', ...Object.keys(OUTER_ROOMS)].sort());
  });

  test('names only rooms that it has, and points in one direction', () => {
    const arrows = Object.entries(ROOMS).map(([room, { may }]) => [room, may] as const);
    const named = new Set([...arrows.flatMap(([, may]) => may), ...OF_TESTS.may]);
    expect(Object.keys(ROOMS)).toEqual(expect.arrayContaining([...named]));
    expect(cyclesOf(new Map(arrows))).toEqual([]);
  });

  test('has an example here of every room that there is', () => {
    for (const file of Object.values(EXAMPLES)) expect(existsSync(inProject(file)), file).toBe(true);
    expect(Object.keys(EXAMPLES).sort()).toEqual(
      Object.keys(ROOMS)
        .filter(room => !TO_COME.includes(room))
        .sort(),
    );
  });
});

describe('a room imports what the table says and nothing else', () => {
  test.each(Object.entries(ROOMS))('%s', async (room, { may }) => {
    expect(await refusedTo(inside(room, 'new.ts'))).toEqual(others(room, may));
  });

  test.each(Object.keys(ROOMS).filter(room => !room.endsWith('*') && !['src/course', 'src/classroom'].includes(room)))(
    '%s in a folder of a folder',
    async room => expect(await refusedTo(inside(room, 'a/b/new.ts'))).toEqual(others(room, ROOMS[room]!.may)),
  );

  test.each(Object.keys(ROOMS))('a test in %s', async room => {
    expect(await refusedTo(inside(room, 'new.test.ts'))).toEqual(others(room, OF_TESTS.may));
  });
});

describe('an import against the arrows is refused, with the reason', () => {
  test.each([
    ['src/course/new.ts', '../runtimes/runtime.ts', /a pure model/],
    ['src/course/new.ts', './disk/source.ts', /asks src\/course\/disk/],
    ['src/course/new.ts', '#src/i18n/strings.ts', /a pure model/],
    ['src/pki/new.ts', '../course/disk/source.ts', /minting is a leaf/],
    ['src/emulator/new.ts', '../runtimes/runtime.ts', /knows no runtime, lesson or page/],
    ['src/runtimes/new.ts', '#src/checker/report.ts', /knows neither lessons, nor checks/],
    ['src/checker/new.ts', '#src/workspace/props.ts', /never on the page/],
    ['src/ui/new.tsx', '../i18n/strings.ts', /a leaf/],
    ['src/ui/New.astro', '../i18n/strings.ts', /a leaf/],
    ['src/i18n/new.ts', '#src/course/exercise.ts', /a leaf/],
    ['src/workspace/new.ts', '#src/pages/probe.json.ts', /knows no page/],
    ['src/classroom/pages/new.ts', '#src/workspace/props.ts', /only in pages, through a ProgressSink/],
    ['src/classroom/rules/new.ts', '../data/stores.ts', /rules are pure/],
    ['src/classroom/data/new.ts', '#src/checker/report.ts', /neither HTTP nor pages nor machines/],
    ['src/site/new.ts', '#src/checker/report.ts', /judges no work/],
    ['src/workspace/new.ts', '../../scripts/serve/index.ts', /knows no page/],
    ['image/new.ts', '../testing/fake-storage.ts', /knows no lesson, check, page, test or program/],
    ['image/new.ts', '#src/course/exercise.ts', /knows no lesson/],
    ['image/new.ts', '../src/course/disk/source.ts', /knows no lesson/],
    ['image/new.ts', '#src/checker/report.ts', /knows no lesson, check/],
    ['integrations/new.ts', '../scripts/serve/index.ts', /and no program/],
    ['testing/new.ts', '../e2e/support/width.ts', /knows none of them/],
    ['scripts/new.ts', '../e2e/support/width.ts', /tests are imported by nobody/],
    ['e2e/new.spec.ts', '../scripts/serve/index.ts', /programs are imported by nobody/],
    ['src/site/new.test.ts', '../../scripts/serve/index.ts', /stands beside what it tests/],
    ['src/runtimes/new.ts', './runtime.contract.ts', /Only tests may import a test/],
    ['scripts/new.ts', '../src/site/notice.test.ts', /Only tests may import a test/],
    ['harness/new.mjs', '../src/checker/report.ts', /inside the machine/],
    ['lessons/aead/checks/new.mjs', '../../../src/course/exercise.ts', /runs without the site/],
  ])('%s from %s', async (path, from, why) => {
    const code = `import * as all from '${from}';`;
    const messages = await told(path, ...(path.endsWith('.astro') ? ['---', code, '---'] : [code]));
    expect(messages.map(({ message }) => message)).toEqual([expect.stringMatching(why)]);
  });

  test('also where it is dynamic, only of types, or an export', async () => {
    const lines = [
      `await import('../runtimes/runtime.ts');`,
      `import type { Run } from '../runtimes/runtime.ts';`,
      `export * from '../runtimes/runtime.ts';`,
    ];
    expect((await told('src/course/new.ts', ...lines)).map(({ line }) => line)).toEqual([1, 2, 3]);
  });
});

test('a test may use a contract', async () => {
  expect(await told('src/runtimes/new.test.ts', `import './runtime.contract.ts';`)).toEqual([]);
});

test('prose imports nothing but components of src/ui', async () => {
  for (const [path, text] of Object.entries(await readFiles(inProject('content')))) {
    const imports = [...text.matchAll(/^(?:import|export)\s.*?from\s+['"]([^'"]+)['"]/gm)].map(match => match[1]);
    for (const from of imports) expect(from, `content/${path}`).toMatch(/^#src\/ui\//);
  }
});
