import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';

import { inProject } from '../src/project.server.ts';
import { readFiles } from '../src/course/disk/folder.server.ts';

const eslint = new ESLint({ cwd: inProject() });

/** What the linter says of a file of one line at a path, which need not exist. */
async function told(path: string, line: string): Promise<string[]> {
  const [result] = await eslint.lintText(`${line}\n`, { filePath: inProject(path) });
  return result!.messages
    .filter(({ ruleId }) => ruleId === 'import-x/no-restricted-paths')
    .map(({ message }) => message);
}

describe('an import against the arrows is refused, with the reason', () => {
  test.each([
    ['src/course/new.ts', '../runtimes/runtime.ts', /a pure model/],
    ['src/course/new.ts', '#src/i18n/strings.ts', /a pure model/],
    ['src/runtimes/new.ts', '#src/checker/report.ts', /knows neither lessons, nor checks/],
    ['src/checker/new.ts', '#src/workspace/props.ts', /never on the page/],
    ['src/ui/new.tsx', '../i18n/strings.ts', /a leaf/],
    ['src/i18n/new.ts', '#src/course/exercise.ts', /a leaf/],
    ['harness/new.mjs', '../src/checker/report.ts', /inside the machine/],
    ['lessons/aead/checks/new.mjs', '../../../src/course/exercise.ts', /runnable without the site/],
  ])('%s from %s', async (path, from, why) => {
    expect(await told(path, `import * as all from '${from}';`)).toEqual([expect.stringMatching(why)]);
  });

  test('also where it is dynamic, or only of types', async () => {
    expect(await told('src/course/new.ts', `await import('../runtimes/runtime.ts');`)).toHaveLength(1);
    expect(await told('src/course/new.ts', `import type { Run } from '../runtimes/runtime.ts';`)).toHaveLength(1);
  });
});

test.each([
  ['src/runtimes/new.ts', '../course/capabilities.ts'],
  ['src/checker/new.ts', '#src/runtimes/runtime.ts'],
  ['src/workspace/new.ts', '#src/checker/report.ts'],
  ['src/pages/new.ts', '#src/workspace/props.ts'],
])('an import along the arrows is let through: %s from %s', async (path, from) => {
  expect(await told(path, `import * as all from '${from}';`)).toEqual([]);
});

test('prose imports nothing but components of src/ui', async () => {
  for (const [path, text] of Object.entries(await readFiles(inProject('content')))) {
    const imports = [...text.matchAll(/^(?:import|export)\s.*?from\s+['"]([^'"]+)['"]/gm)].map(match => match[1]);
    for (const from of imports) expect(from, `content/${path}`).toMatch(/^#src\/ui\//);
  }
});
