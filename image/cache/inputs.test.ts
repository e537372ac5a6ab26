import { execFile } from 'node:child_process';
import { appendFile, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { inProject } from '../../src/project.server.ts';
import { inputHash, inputs, sourcesOf } from './inputs.ts';

/** Nothing of them is in an image. */
const OTHERS = [
  'lessons/echo/lesson.json',
  'lessons/echo/solution/echo.mjs',
  'lessons/echo/checks/echo.test.mjs',
  'harness/harness.mjs',
  'harness/lock.mjs',
  'src/checker/run-checks.ts',
  'src/course/capabilities.ts',
  'src/course/disk/load.server.ts',
  'src/pages/probe.json.ts',
  'src/environment/index.server.ts',
  'content/en/ui.json',
  'image/build.ts',
  'image/progress.ts',
];
const EMULATOR = ['node_modules/v86/build/libv86.mjs', 'node_modules/v86/build/v86.wasm'];

/** A copy of the project, as far as it matters here. */
let copy: string;
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'inputs-'));
  const files = [...(await inputs()), ...OTHERS, ...EMULATOR, 'node_modules/v86/package.json'];
  for (const path of files) await cp(inProject(path), join(copy, path));
});
afterAll(() => rm(copy, { recursive: true }));

/** What the copy is called when something is appended to a file of it, which is then as before again. */
async function changed(path: string, added = '\n'): Promise<string> {
  await appendFile(join(copy, path), added);
  const name = await inputHash(copy);
  await cp(inProject(path), join(copy, path));
  return name;
}

test('a copy has the same name, whatever lies around the inputs', async () => {
  expect(await inputHash(copy)).toBe(await inputHash());
});

test('each input gives the image another name, and so does the emulator', async () => {
  const paths = [...(await inputs()), ...EMULATOR];
  const names = new Map<string, string>();
  for (const path of paths) names.set(path, await changed(path));
  expect(new Set([...names.values(), await inputHash()]).size).toBe(paths.length + 1);
}, 120_000);

test('a program added for the trial does too, and so does a file that an input begins to import', async () => {
  const before = await inputHash(copy);
  const added = join(copy, 'image/trial/added.mjs');
  await writeFile(added, '');
  expect(await inputHash(copy)).not.toBe(before);
  await rm(added);

  await mkdir(join(copy, 'src/new'));
  const imported = join(copy, 'src/new/file.ts');
  await writeFile(imported, '');
  const importing = `import '#src/new/file.ts';\n`;
  const first = await changed('image/pki.ts', importing);
  await appendFile(imported, '\n');
  expect(await changed('image/pki.ts', importing)).not.toBe(first);
  expect(await inputHash(copy)).toBe(before);
});

test.each(OTHERS)('%s can change, and the image stays', async path => {
  expect(await changed(path)).toBe(await inputHash());
});

test('what is found by reading the source is what Node loads', async () => {
  for (const entry of ['image/image.ts', 'image/build.ts']) {
    expect([...(await sourcesOf(entry)).keys()].sort()).toEqual(await loadedBy(entry));
  }
});

/** The files of this project that Node loads for one, in a process of its own. */
async function loadedBy(entry: string): Promise<string[]> {
  const program = `
    import { registerHooks } from 'node:module';
    const load = (url, context, next) => { console.log(url); return next(url, context); };
    registerHooks({ load });
    await import(${JSON.stringify(inProject(entry))});`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
  const root = new URL(`file://${dirname(inProject('package.json'))}/`).href;
  const own = stdout.split('\n').filter(url => url.startsWith(root) && !url.includes('/node_modules/'));
  return own.map(url => url.slice(root.length)).sort();
}
