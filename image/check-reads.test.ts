import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkWarmUp } from '#src/checker/run-checks.ts';
import { CAPABILITIES } from '#src/course/capabilities.ts';
import { lessonSlugs, loadLesson } from '#src/course/disk/load.server.ts';
import { overlay } from '#src/course/workspace.ts';
import { drawn } from '../testing/proof/proofs.ts';
import { imageForTests } from './build.ts';
import { cacheFolder } from './cache/folder.ts';
import { pagesToRead } from './file-pages.ts';
import { makeRoot } from './image.ts';
import { Machine } from './machine.ts';
import { getPackages } from './packages.ts';
import { blocksRead } from './read-trace.ts';

const lessons = await Promise.all((await lessonSlugs()).map(slug => loadLesson(slug)));

/**
 * Pages of 4 KiB that a Check may have to wait for: a tab asks for each with a request of its own. Up to two were seen, of
 * libnode, and both lie in the state: the kernel seems to let go of them while the Check needs memory.
 */
const FEW = 4;

let machine: Machine;
let blocks: Set<number>;
beforeAll(async () => {
  machine = await Machine.fromImage(await imageForTests());
  blocks = blocksRead(machine);
});
afterAll(() => machine?.destroy());

/** What a program has read from the disk on a fresh machine, as `pagesToRead` puts it; '' where it is up to `few` pages. */
async function readBy(options: Parameters<Machine['run']>[0], few: number): Promise<string> {
  await machine.reset();
  blocks.clear();
  await machine.run({ ...options, timeoutMs: 110_000 }).done;
  return blocks.size <= few ? '' : placesOf(blocks);
}

/** By file and page: the disk is made again, which is the same one (see same-root.test.ts). */
async function placesOf(numbers: ReadonlySet<number>): Promise<string> {
  const scratch = await mkdtemp(join(tmpdir(), 'handshake-root-'));
  const silent = { onProgress: () => {}, notice: () => {}, onBytes: () => {} };
  try {
    const { root, disk } = await makeRoot(cacheFolder(), scratch, await getPackages(cacheFolder(), silent), silent);
    return await pagesToRead(numbers, await readFile(disk), root);
  } finally {
    await rm(scratch, { recursive: true });
  }
}

const ANSWERS = lessons.flatMap(({ slug, starter, solution, wrong, bundle }) => {
  const [name, { files }] = [...wrong][0]!;
  return [
    { slug, answer: 'solution', work: overlay(starter, solution), bundle },
    { slug, answer: 'starter', work: starter, bundle },
    { slug, answer: `wrong answer ${name}`, work: overlay(starter, files), bundle },
  ];
});

/** A Check takes seconds: so many are tried in each run, other ones each time, or all of them with `PROVE=all`. */
const SAMPLE = 9;

// What fails here needs more of a capability than its program in trial/ does: that one is to do it too.
test.each(drawn(ANSWERS, SAMPLE))(
  'a Check of the $answer of $slug needs next to nothing but what is in the state',
  async ({ work, bundle }) => {
    expect(await readBy(checkWarmUp(work, bundle), FEW)).toBe('');
  },
);

test('a program that needs another block is seen to, and which', async () => {
  const main = `import { execFileSync } from 'node:child_process'; execFileSync('openssl', ['list', '-commands']);`;
  expect(await readBy({ files: { 'work/main.mjs': main } }, 0)).toMatch(/^\/usr\/bin\/openssl( \d+)+$/m);
});

test('every capability has a program of its own in the trial', async () => {
  const files = await readdir(new URL('./trial/capabilities/', import.meta.url));
  expect(files.sort()).toEqual(CAPABILITIES.map(name => `${name}.mjs`).sort());
});
