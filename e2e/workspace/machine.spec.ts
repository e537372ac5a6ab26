import { expect, test } from './test.ts';

test('the page says what the machine is at, in words and on <html>', async ({ bench, page }) => {
  await bench.open();
  await expect(page.locator('html')).toHaveAttribute('data-runtime', 'vm');
  await expect(page.locator('html')).toHaveAttribute('data-runtime-status', 'ready');
  await expect(page.getByText('The machine is ready')).toBeVisible();
});

test('a machine that is being fetched tells how much of how much, and reading goes on', async ({ bench, page }) => {
  await bench.open('?slow');
  await expect(page.getByText('Fetching the machine: 12.4 of 29.0 MB. Read on meanwhile.')).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'Machine, part fetched' })).toHaveJSProperty('value', 12_400_000);
  await expect(page.locator('html')).toHaveAttribute('data-runtime-status', 'downloading');
  await bench.write('// typing meanwhile');
  await bench.button('run').click();
  await bench.button('stop').click();
  await expect(bench.button('stop')).toBeHidden();
});

test('a site without a machine says who can do what about it', async ({ bench, page }) => {
  await bench.open('?missing');
  await expect(bench.news('built without the machine')).toContainText('npm start');
  await expect(page.locator('html')).toHaveAttribute('data-runtime', 'none');
  await expect(page.locator('html')).toHaveAttribute('data-runtime-status', 'failed');
  await bench.write('// editing works');
  await bench.button('check').click();
  await expect(bench.news('built without the machine')).toBeVisible();
  await expect(bench.button('stop')).toBeHidden();
});

test('an exercise that cannot be fetched says why, and the next try works', async ({ bench, page }) => {
  await page.route('**/bundle.json', route => route.abort());
  await bench.open();
  await bench.button('run').click();
  await expect(bench.news('no answer from the site')).toBeVisible();
  await page.unroute('**/bundle.json');
  await bench.named('Try again').click();
  await expect(bench.output).toContainText('exit code 0');
  await expect(bench.news('no answer from the site')).toHaveCount(0);
});
