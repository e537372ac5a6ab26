import AxeBuilder from '@axe-core/playwright';

import { expect, test, type Bench } from './test.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function busy(bench: Bench): Promise<void> {
  await bench.open();
  await bench.button('hint').click();
  await bench.button('check').click();
  await expect(bench.check('early-plaintext')).toHaveAttribute('data-status', 'fail');
  await bench.button('reset').click();
}

async function violations(bench: Bench): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page: bench.page })
    .withTags(WCAG)
    .include('.workspace')
    .analyze();
  return found.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map(node => node.html)
        .join(' | ')
        .slice(0, 300)}`,
  );
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test('axe finds nothing in the bench at work', async ({ bench }) => {
      await busy(bench);
      expect(await violations(bench)).toEqual([]);
    });

    test('axe finds nothing in the Korean bench', async ({ korean }) => {
      await busy(korean);
      expect(await violations(korean)).toEqual([]);
    });
  });
}

test.describe('320 px wide', () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test('nothing sticks out, and every control is large enough for a finger', async ({ bench, page }) => {
    await busy(bench);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    const small = await page
      .locator('.workspace button:visible:not(.editor *):not(.ws-link):not(.ws-jump)')
      .evaluateAll(buttons =>
        buttons.filter(one => one.getBoundingClientRect().height < 44).map(one => one.outerHTML.slice(0, 100)),
      );
    expect(small).toEqual([]);
  });

  test('choosing a check leads to its explanation below the list', async ({ bench }) => {
    await bench.open();
    await bench.button('check').click();
    await expect(bench.checks).toContainText('2 of 8 passed');
    await bench.check('wrong-key').getByRole('button').click();
    await expect(bench.checks.getByRole('heading', { name: 'Another key opens nothing' })).toBeInViewport();
  });

  test('Check stays in sight, and brings its verdicts there', async ({ bench }) => {
    await bench.open();
    await bench.button('check').click();
    await expect(bench.check('round-trip')).toBeInViewport();
    await expect(bench.button('check')).toBeInViewport();
  });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the code and the list of checks are there to read, and nothing that cannot work', async ({ page, site }) => {
    await page.goto(`${site.url}/en/`);
    await expect(page.getByRole('region', { name: 'Code' })).toContainText('createCipheriv');
    await expect(page.locator('[data-check]')).toHaveCount(8);
    await expect(page.getByText('A cut-off tag is refused')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeHidden();
  });
});
