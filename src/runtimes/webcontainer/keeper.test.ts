import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { CLIENT_VERSION } from './keeper.ts';

test('what is kept is kept under the version of the client that is installed', () => {
  const { version } = JSON.parse(readFileSync('node_modules/@webcontainer/api/package.json', 'utf8')) as {
    version: string;
  };
  expect(CLIENT_VERSION).toBe(version);
});
