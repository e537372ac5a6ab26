import { expect, test } from './test.ts';

test.beforeEach(({ bench }) => bench.open());

test('hints of a step open one by one, sooner after a Check, never locked', async ({ bench, page }) => {
  await bench.button('hint').click();
  const hints = page.getByRole('region', { name: 'Hints' });
  await expect(hints).toContainText('Both sides need the same four things');
  await bench.named('Open hint 2: The tools').click();
  await expect(hints.getByRole('listitem')).toHaveCount(1);
  await bench.named('Open it anyway').click();
  await expect(hints.getByRole('listitem')).toHaveCount(2);
  await bench.button('check').click();
  await expect(bench.checks).toContainText('2 of 8 passed');
  await expect(bench.button('stop')).toBeHidden();
  // The first step has passed: these are the next one's.
  await bench.tab('Hints').click();
  await expect(hints).toContainText('Refuse what was changed');
  await expect(hints.getByRole('listitem')).toHaveCount(0);
  await bench.named('Open hint 1: The idea').click();
  await bench.named('Open hint 2: The tools').click();
  await expect(hints.getByRole('listitem')).toHaveCount(2);
  await expect(hints.locator('code').first()).toBeVisible();
});

test('the solution is fetched only when asked for, shown beside the code, taken over and undone', async ({
  bench,
  page,
}) => {
  const asked: string[] = [];
  page.on('request', request => asked.push(new URL(request.url()).pathname));
  await bench.write('// mine');
  await bench.button('solution').click();
  await expect(bench.news('The solution ends the puzzle.')).toBeVisible();
  expect(asked).not.toContain('/solution.json');
  await bench.named('Show the solution').click();
  await expect(bench.code).toContainText('The solution beside your code');
  await expect(bench.code).toContainText('authTagLength: 16');
  expect(asked).toContain('/solution.json');
  await bench.named('Back to my code').click();
  await expect(bench.code.getByRole('textbox').first()).toHaveValue('// mine');
  await bench.button('solution').click();
  await bench.named('Take it over').click();
  await expect(bench.code.getByRole('textbox').first()).toHaveValue(/authTagLength: 16/);
  await bench.named('Undo').click();
  await expect(bench.code.getByRole('textbox').first()).toHaveValue('// mine');
});

test('a solution that does not come says so and can be asked for again', async ({ bench, page }) => {
  await page.route('**/solution.json', route => route.abort());
  await bench.button('solution').click();
  await bench.named('Show the solution').click();
  await expect(bench.news('The solution could not be fetched')).toBeVisible();
  await page.unroute('**/solution.json');
  await bench.named('Try again').click();
  await expect(bench.code).toContainText('The solution beside your code');
});
