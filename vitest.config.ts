import { availableParallelism } from 'node:os';

import { defineConfig } from 'vitest/config';

import { environment } from './src/environment/index.server.ts';

/** As in playwright.config.ts: a busy computer is late now and then; a test that needed its second try is told as flaky. */
const RETRIES = environment(['CI']).CI ? 2 : 0;

/**
 * Three projects: `unit` is quick and needs nothing; `machine` boots the image headlessly (it is built when missing);
 * `webcontainer` drives the real client in Chromium, against the service's double (e2e/webcontainer/double/).
 * Browser tests are Playwright's (playwright.config.ts).
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'src/**/*.test.{ts,tsx}',
            'scripts/**/*.test.ts',
            'harness/**/*.test.ts',
            'image/cache/**/*.test.ts',
            'integrations/**/*.test.ts',
            'testing/**/*.test.{ts,tsx}',
            'lint/**/*.test.ts',
          ],
          retry: RETRIES,
          testTimeout: 30_000,
          // The lessons' proofs are processes of their own, and most of their time they wait.
          maxConcurrency: 2 * availableParallelism() + 1,
        },
      },
      {
        test: {
          name: 'machine',
          include: ['image/**/*.test.ts', 'e2e/machine/**/*.test.ts'],
          exclude: ['image/cache/**'],
          retry: RETRIES,
          // A machine takes a whole core.
          maxWorkers: Math.min(2, availableParallelism()),
          testTimeout: 120_000,
          hookTimeout: 900_000,
        },
      },
      {
        test: {
          name: 'webcontainer',
          include: ['e2e/webcontainer/**/*.test.ts'],
          fileParallelism: false,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
