import { globSync } from 'node:fs';
import { expect, test } from 'vitest';

import { inProject } from '../src/project.server.ts';
import { refusedImports } from './linted.ts';
import { panels } from './panels.mjs';

/** A file of each panel. */
const files = Object.fromEntries(
  panels.map(panel => [panel, globSync(`${panel}/*.tsx`, { cwd: inProject('src/workspace/panels') })[0]!]),
);
const imports = (paths: readonly string[]): string[] => paths.map(path => `import '#src/workspace/${path}';`);
const refused = async (path: string, names: readonly string[]): Promise<string[]> =>
  (await refusedImports(`src/workspace/${path}`, ...imports(names))).map(({ line }) => names[line - 1]!);

test('there are panels, and each has a component', () => {
  expect(panels.length).toBeGreaterThan(3);
  expect(Object.values(files)).not.toContain(undefined);
});

test.each(panels)('the panel %s imports no other, nor the list, nor who shows it', async panel => {
  const below = ['bench-context.ts', 'model/model.ts', 'words/verdict.ts', 'panels/panel.ts', `panels/${files[panel]}`];
  const above = ['Workspace.tsx', 'notices/Notices.tsx', 'editor/Editor.tsx', 'panels/index.ts', 'room/Lower.tsx'];
  const others = panels.filter(one => one !== panel).map(one => `panels/${files[one]}`);
  const names = [...below, ...above, ...others];
  expect(await refused(`panels/${panel}/New.tsx`, names)).toEqual([...above, ...others]);
  expect(await refused(`panels/${panel}/deep/new.test.ts`, names)).toEqual([...above, ...others]);
});

test('nobody but the list imports a panel', async () => {
  const all = Object.values(files).map(file => `panels/${file}`);
  expect(await refused('panels/index.ts', all)).toEqual([]);
  for (const place of ['Workspace.tsx', 'model/new.ts', 'room/Lower.tsx', '../site/new.ts', '../../e2e/new.ts'])
    expect(await refused(place, all), place).toEqual(all);
});

test('the reason is given', async () => {
  const [told] = await refusedImports('src/workspace/panels/hints/New.tsx', `import '../checks/Checks.tsx';`);
  expect(told?.message).toMatch(/knows neither other panels nor who shows it/);
  const [elsewhere] = await refusedImports('src/workspace/New.tsx', `import './panels/checks/Checks.tsx';`);
  expect(elsewhere?.message).toMatch(/takes them from this list/);
});
