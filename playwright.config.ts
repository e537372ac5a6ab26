import { availableParallelism } from 'node:os';

import { defineConfig } from '@playwright/test';

import { CHROMIUM_FLAGS } from './testing/chromium-flags.ts';
import { CLASSROOM } from './e2e/support/classroom.ts';
import { environment } from './src/environment/index.server.ts';
import { scopeFrom } from './testing/proof/proofs.ts';
import { findChromium, HOW_TO_GET_CHROMIUM } from './testing/chromium.ts';

const executablePath = findChromium();
if (!executablePath) throw new Error(HOW_TO_GET_CHROMIUM);

// Workers load this file too: they must find the port that the first process chose.
const { CI, E2E_PORT = 20_000 + (process.pid % 10_000) } = environment(['CI', 'E2E_PORT']);
const port = (process.env['E2E_PORT'] = String(E2E_PORT));
// And the seed that its proofs of the lessons have.
scopeFrom();
const baseURL = `http://localhost:${port}`;

/** Browser tests of the built site (`npm run build`). Each machine under test takes a whole core. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  workers: Math.min(2, availableParallelism()),
  forbidOnly: CI,
  // An emulated machine on a busy computer is late now and then; a test that needed its second try is told as flaky.
  retries: CI ? 2 : 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: {
    baseURL,
    // Tests stand between a page and the network, where a service worker would answer first; one looks at that.
    serviceWorkers: 'block',
    launchOptions: { executablePath, args: CHROMIUM_FLAGS },
    // Recording each test costs a fifth of its time: in CI it begins with the second try.
    trace: CI ? 'on-first-retry' : 'retain-on-failure',
  },
  webServer: {
    command: 'node scripts/serve/index.ts',
    env: { PORT: port, HANDSHAKE_HOSTS: CLASSROOM },
    url: baseURL,
    reuseExistingServer: false,
    timeout: 30_000,
  },
});
