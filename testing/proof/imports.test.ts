import { expect, test } from 'vitest';

import { readFiles } from '../../src/course/disk/folder.server.ts';
import { exerciseSlugs } from '../../src/course/disk/load.server.ts';
import { folderOf } from '../../src/course/twin.ts';
import { inProject } from '../../src/project.server.ts';

test.each(await exerciseSlugs())(
  "the checks of %s take from Node by name, and lock before the learner's code is loaded",
  async slug => {
    const files = await readFiles(inProject('lessons', folderOf(slug), 'checks'));
    for (const [name, text] of Object.entries(files)) {
      const imports = [...text.matchAll(/^import (.+) from '(.+)';$/gm)].map(([, what, from]) => ({
        what: what!,
        from: from!,
      }));
      expect(
        imports.filter(({ what, from }) => from.startsWith('node:') && !what.startsWith('{')),
        name,
      ).toEqual([]);
      const first = imports.findIndex(({ from }) => from.startsWith('#work') || from.startsWith('.'));
      const last = imports.findLastIndex(({ from }) => from.startsWith('#check'));
      if (name.endsWith('.test.mjs')) expect(last, name).toBeGreaterThanOrEqual(0);
      if (first >= 0) expect(last, name).toBeLessThan(first);
    }
  },
);
