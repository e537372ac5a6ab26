import { defineConfig } from '@playwright/test';
import { launchOptions } from '../../testing/machine/browser.ts';

/** The machine on a page of its own: `playwright test --config e2e/machine/playwright.config.ts`. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../test-results/machine',
  // Each test has a machine at work, and the computer may have two cores.
  workers: 1,
  reporter: 'list',
  use: { launchOptions: launchOptions() },
});
