import { test as base, expect, type Page } from '@playwright/test';

import { stringsFor } from '../../src/i18n/strings.ts';
import { drawn } from '../../testing/proof/proofs.ts';
import { doAhead } from '../support/ahead.ts';
import { pathOf } from '../support/course.ts';
import { expectNoForeignRequests, recordForeignRequests } from '../support/foreign-requests.ts';
import { MACHINE_LIMIT, openLesson } from '../support/lesson.ts';
import { installDouble, type Double } from './double/double.ts';
import type { Mode } from './double/modes.ts';

/** The built site, the double at the service's address, and a reader who prefers WebContainer. */
const test = base.extend<{ service(mode: Mode): Promise<Double> }>({
  service: async ({ context }, use) => {
    const doubles: Double[] = [];
    await use(async mode => {
      await context.addInitScript(() => localStorage.setItem('handshake/runtime', 'webcontainer'));
      const double = await installDouble(context, mode);
      doubles.push(double);
      return double;
    });
    await context.close();
    await Promise.all(doubles.map(double => double.close()));
  },
});
test.describe.configure({ timeout: 240_000 });
test.beforeEach(({ context }) => doAhead(context, 'start'));

const { runtime: words, workspace } = stringsFor('en');
const root = (page: Page) => page.locator('html');
const why = (page: Page) => page.locator('.ws-why');

/** A lesson that WebContainer can run with its gaps, and one that it cannot. */
const SIMPLE = 'echo';
const TLS = 'mutual-tls';

test('WebContainer with its gaps runs a lesson whose needs it meets, and the page says so', async ({
  page,
  service,
}) => {
  const double = await service('faithful-gaps');
  const lesson = await openLesson(page, 'en', SIMPLE);
  await expect(root(page)).toHaveAttribute('data-runtime', 'webcontainer');
  await expect(root(page)).toHaveAttribute('data-runtime-status', 'ready', { timeout: 30_000 });
  await expect(why(page)).toContainText('Runs in WebContainer, as you chose.');
  await expect(page.getByText(words.webcontainer.ready)).toBeVisible();
  expect(await lesson.run()).toBeTruthy();
  const statuses = Object.values(await lesson.check());
  expect(statuses.length).toBeGreaterThan(0);
  // The starter fails by its own doing; nothing was left without a verdict.
  expect(statuses).not.toContain('idle');
  await expect(page.getByText(workspace.checks.interruption.runtime)).toHaveCount(0);
  expect(double.built).toBeGreaterThan(1);
});

test('the same reader gets the machine for a lesson on TLS, and the page says why', async ({ page, service }) => {
  const double = await service('faithful-gaps');
  const lesson = await openLesson(page, 'en', TLS);
  await expect(root(page)).toHaveAttribute('data-runtime-status', 'ready', { timeout: MACHINE_LIMIT });
  await expect(root(page)).toHaveAttribute('data-runtime', 'vm');
  await expect(why(page)).toContainText(
    'WebContainer cannot do what this lesson needs: mutual TLS. So this lesson runs in the machine.',
  );
  const statuses = Object.values(await lesson.check());
  expect(statuses).toContain('pass');

  const asked = double.requests.length;
  await page.reload();
  await expect(root(page)).toHaveAttribute('data-runtime-status', 'ready', { timeout: MACHINE_LIMIT });
  expect(double.requests.length, 'what was proved is remembered').toBe(asked);
});

for (const mode of drawn(['mute', '403', 'reset'] as const, 1)) {
  test(`a service that is ${mode}: the machine is there within 8 s of the first need, with one clear line`, async ({
    page,
    service,
  }) => {
    await service(mode);
    // From the first status that is not idle: that is when the page began to need something.
    await page.addInitScript(() => {
      const seen = Object.assign(globalThis, { needed: 0, ready: 0 });
      new MutationObserver(() => {
        const { runtime, runtimeStatus } = document.documentElement.dataset;
        if (runtimeStatus !== 'idle') seen.needed ||= performance.now();
        if (runtime === 'vm' && runtimeStatus === 'ready') seen.ready ||= performance.now();
      }).observe(document, { subtree: true, attributeFilter: ['data-runtime', 'data-runtime-status'] });
    });
    const lesson = await openLesson(page, 'en', SIMPLE);
    await expect(root(page)).toHaveAttribute('data-runtime-status', 'ready', { timeout: MACHINE_LIMIT });
    await expect(root(page)).toHaveAttribute('data-runtime', 'vm');
    const took = await page.evaluate(() => {
      const { needed, ready } = globalThis as unknown as { needed: number; ready: number };
      return ready - needed;
    });
    console.log(`${mode}: the machine was ready ${(took / 1000).toFixed(1)} s after the page first needed one`);
    expect(took).toBeLessThan(8_000);
    await expect(why(page).locator('summary')).toHaveText(
      /^WebContainer did not start\. So this lesson runs in the machine\./,
    );
    expect(await lesson.run()).toBeTruthy();
  });
}

test('without an image and without the service the lesson can be read, and says what to do', async ({
  page,
  service,
}) => {
  await service('reset');
  await page.route('**/machine/manifest.json', route => route.fulfill({ status: 404, body: 'not here' }));
  await page.goto(pathOf('en', SIMPLE));
  await expect(root(page)).toHaveAttribute('data-runtime', 'none', { timeout: 60_000 });
  await expect(page.getByRole('article')).toContainText(/\w{4,}/);
  await expect(page.getByRole('region', { name: 'Code' }).getByRole('textbox').first()).toBeEditable();
  await expect(page.getByText(workspace.machine.remedy['image-missing'])).toBeVisible();
  await expect(why(page)).toContainText(words.why.none);
  await expect(why(page)).toContainText(words.against.webcontainer.failed);
  await expect(page.getByText('npm start')).toHaveCount(1);
});

test('a reader changes over to WebContainer and back, and the choice is kept', async ({ page, context }) => {
  const double = await installDouble(context, 'faithful');
  await openLesson(page, 'en', SIMPLE);
  await expect(root(page)).toHaveAttribute('data-runtime-status', 'ready', { timeout: MACHINE_LIMIT });
  await expect(why(page)).toContainText(words.why.image);
  expect(double.requests).toEqual([]);

  await why(page).locator('summary').click();
  const choice = page.getByRole('combobox', { name: words.label });
  await choice.selectOption('webcontainer');
  await expect(root(page)).toHaveAttribute('data-runtime', 'webcontainer');
  await expect(root(page)).toHaveAttribute('data-runtime-status', 'ready', { timeout: 30_000 });
  await page.reload();
  await expect(root(page)).toHaveAttribute('data-runtime', 'webcontainer');

  await why(page).locator('summary').click();
  await choice.selectOption('vm');
  await expect(root(page)).toHaveAttribute('data-runtime', 'vm');
  await expect(root(page)).toHaveAttribute('data-runtime-status', 'ready', { timeout: MACHINE_LIMIT });
  await expect(why(page)).toContainText('Runs in the machine, as you chose.');
  await context.close();
  await double.close();
});

test('as the site comes, a lesson is read, run and checked without a request to anybody else', async ({
  page,
  context,
}) => {
  const foreign = recordForeignRequests(context);
  const lesson = await openLesson(page, 'ko', SIMPLE);
  await lesson.run();
  await lesson.check();
  await expect(why(page)).toContainText(stringsFor('ko').runtime.why.image);
  expectNoForeignRequests(foreign);
});
