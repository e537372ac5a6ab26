import { expect, test } from './test.ts';
import { sticksOut } from '../support/width.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const DETAIL = { name: 'About this check' };

test('a clock three days back is told of, and beside a check that did not pass', async ({ bench, page }) => {
  await page.clock.setFixedTime(Date.now() - 3 * DAY_MS);
  await bench.open();
  const news = bench.news(
    /Your computer's clock says .+ \d{4}, but this site was built on .+ \d{4}: .* Your programs go by it all the same\./,
  );
  await expect(news).toBeVisible();
  await bench.button('check').click();
  await expect(bench.checks).toContainText('2 of 8 passed');
  const detail = bench.checks.getByRole('group', DETAIL);
  const doubt = 'if this check depends on the time, that may be why it did not pass.';
  await expect(detail).toContainText(doubt);
  await bench.check('round-trip').getByRole('button').click();
  await expect(detail).toContainText('Passed');
  await expect(detail).not.toContainText(doubt);
});

test('closed, the news of the clock stays away in this tab', async ({ bench, page }) => {
  await page.clock.setFixedTime(Date.now() - 5 * 365 * DAY_MS);
  await bench.open();
  await bench.named(/^Close$/).click();
  await expect(bench.news("Your computer's clock")).toHaveCount(0);
  await bench.open();
  await expect(bench.button('run')).toBeEnabled();
  await expect(bench.news("Your computer's clock")).toHaveCount(0);
});

test('a Korean reader whose clock is past January 2038 is told what the machine shows', async ({ korean, page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.clock.setFixedTime(Date.UTC(2040, 5, 1, 12));
  await korean.open();
  await expect(korean.news('2040년 6월 1일로 되어 있어요.')).toContainText('2037년 12월 31일로 보여요.');
  expect(await sticksOut(page)).toEqual([]);
  await korean.button('check').click();
  await expect(korean.checks.getByRole('group', { name: korean.words.checks.details })).toContainText(
    '머신의 시계는 2037년 12월 31일',
  );
});

test('a clock that is right is not spoken of', async ({ bench }) => {
  await bench.open();
  await bench.button('check').click();
  await expect(bench.checks).toContainText('2 of 8 passed');
  await expect(bench.page.getByText("Your computer's clock")).toHaveCount(0);
});

test('a clock put right while the page is open is not spoken of any more', async ({ bench, page }) => {
  await page.clock.setFixedTime(Date.now() - 3 * DAY_MS);
  await bench.open();
  await expect(bench.news("Your computer's clock")).toBeVisible();
  await page.clock.setFixedTime(Date.now());
  await bench.button('check').click();
  await expect(bench.news("Your computer's clock")).toHaveCount(0);
});
