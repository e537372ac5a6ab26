import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

import { checkIds } from '../../src/course/exercise.ts';
import { folderOf } from '../../src/course/twin.ts';
import { below, overlay, type FileMap } from '../../src/course/workspace.ts';
import { createNodeRuntime } from '../../src/runtimes/node/node-runtime.ts';
import { inProject } from '../../src/project.server.ts';
import { readFiles } from '../../src/course/disk/folder.server.ts';
import { loadRight } from '../../src/course/disk/load.server.ts';
import { scopeFrom, threeOf } from '../../testing/proof/proofs.ts';
import { checkAnswer, notPassed } from '../../testing/proof/prove.ts';
import { ABOUT_LINES, formatAbout, readAbout } from '../../src/course/disk/wrong/about.ts';
import { applyDiffNearby } from '../../src/course/disk/wrong/diff.ts';
import { ABOUT_FILE } from '../../src/course/disk/wrong/read.ts';
import { writtenAs } from '../../src/course/disk/wrong/write.ts';

type Right = Awaited<ReturnType<typeof loadRight>>;

const USAGE =
  'npm run wrong -- <slug> <name>          puts a wrong answer, old or new, into .cache/wrong/ as whole files\n' +
  'npm run wrong -- <slug> <name> --save   judges those files and writes them back';

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { save: { type: 'boolean' } } });
  const [slug, name] = positionals;
  if (!slug || !/^[\w-]+$/.test(name ?? '')) throw new Error(USAGE);
  const lesson = await loadRight(slug);
  await (values.save ? save : open)(lesson, name!, inProject('.cache', 'wrong', slug, name!));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

async function open({ slug, exercise, solution, wrongFiles }: Right, name: string, folder: string): Promise<void> {
  const diff = wrongFiles[`${name}.diff`];
  const changed = diff === undefined ? below(`${name}/`, wrongFiles) : applyDiffNearby(diff, solution);
  const about = diff === undefined ? wrongFiles[`${name}/${ABOUT_FILE}`] : aboutIn(diff);
  const editable = Object.keys(exercise.files).filter(path => exercise.files[path] === 'edit');
  const template = formatAbout({
    caughtBy: checkIds(exercise),
    misconception: 'What somebody who writes this believes.',
  });
  await rm(folder, { recursive: true, force: true });
  await writeFiles(folder, {
    ...Object.fromEntries(editable.map(path => [path, changed?.[path] ?? solution[path]!])),
    [ABOUT_FILE]: about ?? template,
  });
  if (!changed)
    console.log(`The diff fits the solution nowhere. These are the solution's files; make the change anew:\n${diff}`);
  console.log(`${folder}\nChange the files there, then: npm run wrong -- ${slug} ${name} --save`);
}

async function save(lesson: Right, name: string, folder: string): Promise<void> {
  const { [ABOUT_FILE]: about = '', ...own } = await readFiles(folder);
  const { caughtBy, misconception } = readAbout(about, checkIds(lesson.exercise));
  const files = overlay(lesson.solution, own);
  const failed = await failedBy(lesson, files);
  const ids = [...caughtBy.slice(0, 1).filter(id => failed.includes(id)), ...failed.filter(id => id !== caughtBy[0])];
  const wrong = inProject('lessons', folderOf(lesson.slug), 'wrong');
  for (const old of [`${name}.diff`, name]) await rm(join(wrong, old), { recursive: true, force: true });
  const written = writtenAs(name, { files, caughtBy: ids, misconception }, lesson.solution);
  await writeFiles(wrong, written);
  console.log(`It fails exactly ${ids.join(', ')}.\nWritten below ${wrong}: ${Object.keys(written).join(', ')}`);
}

/** The checks that it fails, natively; rejects where it is right, or where that hangs on the seed. */
async function failedBy(lesson: Right, files: FileMap): Promise<string[]> {
  const runtime = createNodeRuntime();
  const sets = new Set<string>();
  for (const seed of threeOf(scopeFrom().seed))
    sets.add(notPassed(await checkAnswer(runtime, lesson, files, seed)).join(','));
  await runtime.dispose();
  if (sets.size > 1) throw new Error(`which checks it fails hangs on the seed: ${[...sets].join(' or ')}`);
  const [failed] = sets;
  if (!failed) throw new Error('it passes every check: a right answer, or a check that sees too little');
  return failed.split(',');
}

function aboutIn(diff: string): string {
  return diff.split('\n').slice(0, ABOUT_LINES).join('\n') + '\n';
}

async function writeFiles(folder: string, files: FileMap): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
