import { defineConfig } from '@playwright/test';

import site from '../../playwright.config.ts';

/** The lessons in the machine, without the site around them: for `npm run prove`, which needs no build of it. */
export default defineConfig({
  ...site,
  testDir: '.',
  outputDir: '../../test-results/lessons',
  fullyParallel: true,
  webServer: undefined,
});
