import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { inProject } from '../../src/project.server.ts';

interface Locked {
  version?: string;
  integrity?: string;
  link?: boolean;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}

const read = (name: string) => readFileSync(inProject(name), 'utf8');
const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> };
const { optionalDependencies: nodes } = JSON.parse(read('package.json')) as {
  optionalDependencies: Record<string, string>;
};

/** Every package under node_modules/ by its path there, also those that lie within another. */
function installed(folder = 'node_modules'): string[] {
  return readdirSync(inProject(folder), { withFileTypes: true }).flatMap(({ name }) => {
    if (name.startsWith('.')) return [];
    const path = `${folder}/${name}`;
    if (name.startsWith('@')) return installed(path);
    const inside = readdirSync(inProject(path)).includes('node_modules') ? installed(`${path}/node_modules`) : [];
    return [path, ...inside];
  });
}

test('everything in node_modules/ is what package-lock.json names by its hash', () => {
  const ours = (path: string) => packages[path]?.link === true;
  const unpinned = installed().filter(path => !ours(path) && !packages[path]?.integrity?.startsWith('sha512-'));
  expect(unpinned).toEqual([]);
});

test('binaries for other platforms are pinned too', () => {
  const named = Object.values(packages).flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}));
  const unpinned = named.filter(
    name =>
      !Object.entries(packages).some(
        ([path, { integrity }]) => path.endsWith(`node_modules/${name}`) && integrity !== undefined,
      ),
  );
  expect(unpinned).toEqual([]);
});

test('package-lock.json names no host, and no package runs a script when it is installed', () => {
  expect(Object.values(packages).filter(({ resolved, link }) => resolved && !link)).toEqual([]);
  expect(read('package-lock.json')).not.toMatch(/https?:\/\/registry/);
  expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m);
});

test('npm scripts, and what they start, run in the Node that package.json pins', () => {
  const versions = new Set(Object.values(nodes));
  expect(versions.size).toBe(1);
  const said = execFileSync('node', ['--version'], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${inProject('node_modules', '.bin')}:${process.env['PATH']}` },
  });
  // Where its makers publish none, the one that the tests were started with has to do.
  expect(said.trim()).toBe(`v${nodes[`node-${process.platform}-${process.arch}`] ?? process.versions.node}`);
});

test.each(Object.entries(nodes))('%s is in the lock file in version %s', (name, version) => {
  expect(packages[join('node_modules', name)]).toMatchObject({ version, integrity: expect.stringMatching(/^sha512-/) });
});
