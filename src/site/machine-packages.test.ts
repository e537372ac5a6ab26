import { expect, test } from 'vitest';

import { machinePackages } from './machine-packages.ts';

test('each package of the machine is shown with the source it was built from, and the address of its licence', () => {
  const content = {
    version: 'abc',
    licences: ['busybox-static.txt', 'common-licenses/GPL-2.txt'],
    packages: [
      {
        name: 'busybox-static',
        version: '1:1.38.0-3+b1',
        architecture: 'i386',
        suite: 'forky',
        source: { name: 'busybox', version: '1:1.38.0-3' },
        builtUsing: [{ name: 'glibc', version: '2.43-3' }],
      },
    ],
  };
  expect(machinePackages(content)).toEqual({
    packages: [
      {
        name: 'busybox-static 1:1.38.0-3+b1',
        sources: ['busybox=1:1.38.0-3', 'glibc=2.43-3'],
        licence: '/machine/abc/licences/busybox-static.txt',
      },
    ],
    common: [{ name: 'GPL-2', address: '/machine/abc/licences/common-licenses/GPL-2.txt' }],
  });
});

test('a site without a machine has nothing to show', () => {
  expect(machinePackages(undefined)).toBeUndefined();
});
