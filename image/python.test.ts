import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadLesson } from '#src/course/disk/load.server.ts';
import { runFiles } from '#src/course/workspace.ts';
import { imageForTests } from './build.ts';
import { Machine } from './machine.ts';
import { blocksRead } from './read-trace.ts';

let machine: Machine;
beforeAll(async () => {
  machine = await Machine.fromImage(await imageForTests());
});
afterAll(() => machine?.destroy());

/** Instructions, in millions, and what is read of the disk, in MB, that a reader waits for: some seconds of each. */
const MOST = { millions: 700, megabytes: 12 };
/** Two minutes were not enough for a computer with ten other things to do. */
const LIMIT_MS = 400_000;

test(
  'the Python of the machine refuses the snippet of lesson 00 as a client, and takes the changed digest',
  async () => {
    const { starter, bundle } = await loadLesson('copied-snippet');
    const blocks = blocksRead(machine);
    await machine.reset();
    const run = machine.run({ program: 'work/snippets.mjs', files: runFiles(starter, bundle), timeoutMs: LIMIT_MS });
    const { stdout, stderr, exit, instructions, endMs } = await run.done;
    expect(exit.code).toBe(0);
    expect(String(stderr)).toMatch(
      /^Traceback[^]*client\.py[^]*ssl\.SSLError: Cannot create a client socket with a PROTOCOL_TLS_SERVER context/,
    );
    expect(String(stdout)).toContain("somebody has changed it -> pay(9000, 'mallory')\n");
    expect(String(stdout)).toContain("nobody has changed it -> pay(9000, 'mallory')\n");
    const [millions, megabytes] = [instructions / 1e6, (blocks.size * 4096) / 1e6];
    console.log(
      `Python: ${millions.toFixed(0)} M instructions, ${megabytes.toFixed(1)} MB of the disk, ${endMs.toFixed(0)} ms`,
    );
    expect(millions).toBeLessThan(MOST.millions);
    expect(megabytes).toBeLessThan(MOST.megabytes);
    expect(megabytes, 'Python in the state would be in the first download of every lesson').toBeGreaterThan(2);
  },
  LIMIT_MS,
);
