import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { diskTrouble } from '../../image/cache/trouble.ts';
import { inProject } from '../../src/project.server.ts';

test('a clone that cannot be written is told of in a line, before anything is installed or built in it', async ({
  skip,
}) => {
  const clone = await mkdtemp(join(tmpdir(), 'handshake-clone-'));
  for (const path of ['package.json', 'package-lock.json', 'scripts/start.mjs', 'scripts/setup/dependencies.mjs']) {
    await cp(inProject(path), join(clone, path));
  }
  try {
    if (spawnSync('mount', ['--bind', '-o', 'ro', clone, clone]).status !== 0)
      skip('only root may mount a disk to try it with');
    try {
      const { status, stderr } = spawnSync(process.execPath, ['scripts/start.mjs'], { cwd: clone, encoding: 'utf8' });
      expect(status).toBe(1);
      expect(stderr).toBe(
        `Nothing can be installed in ${clone}: its disk is mounted read-only (EROFS). ` +
          'Clone Handshake into a folder of your own and start it there.\n',
      );
      // What Node says of a mkdir there is ENOENT.
      expect(
        await diskTrouble(new Error('ENOENT: no such file'), join(clone, '.cache', 'pki'), 'write elsewhere'),
      ).toMatchObject({
        missing: expect.stringMatching(/cannot be written: its disk is mounted read-only$/),
        remedy: 'write elsewhere',
      });
    } finally {
      spawnSync('umount', ['--lazy', clone]);
    }
  } finally {
    await rm(clone, { recursive: true });
  }
});
