import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { KERNEL_PACKAGE, USERLAND_PACKAGES } from '../../image/config.ts';
import { inProject } from '../../src/project.server.ts';

const read = (...path: string[]) => readFileSync(inProject(...path), 'utf8');
const notice = read('NOTICE');
const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json')) as Record<
  string,
  Record<string, string>
>;
const direct = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
const { packages: locked } = JSON.parse(read('package-lock.json')) as { packages: Record<string, { license: string }> };

test.each(direct)('NOTICE names %s with its licence', name => {
  const { license } = locked[`node_modules/${name}`]!;
  const line = notice.split('\n').find(one => one.trim().split(/\s+/)[0] === name);
  expect(line, `add a line for ${name} (${license}) to NOTICE`).toBeDefined();
  expect(line!.trim().split(/\s+/)[1]).toBe(license);
});

test('NOTICE names nothing from npm that is no longer used', () => {
  const [npm] = notice.split('Packages from Debian');
  const named = [...npm!.matchAll(/^ {2}(\S+) {2,}\S/gm)].map(match => match[1]);
  expect(named.sort()).toEqual(direct.sort());
});

test('NOTICE names every package that the machine image is asked to hold', () => {
  for (const name of [...USERLAND_PACKAGES, KERNEL_PACKAGE])
    expect(notice).toMatch(new RegExp(`^  .*\\b${name}\\b`, 'm'));
});
