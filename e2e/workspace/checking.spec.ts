import { expect, solution, test } from './test.ts';

const PASSED = Array.from({ length: 8 }, () => 'pass');

test.describe('Check', () => {
  test.beforeEach(({ bench }) => bench.open());

  test('has its list before anything ran, with words for every check', async ({ bench }) => {
    expect(await bench.statuses()).toEqual(Array.from({ length: 8 }, () => 'idle'));
    await expect(bench.check('short-tag')).toContainText('A cut-off tag is refused');
    await expect(bench.checks).toContainText('6 of them attack your code');
  });

  test('shows each verdict, opens the first failure and its bytes, and says so once', async ({ bench, page }) => {
    await bench.button('check').click();
    await expect(bench.checks).toContainText('2 of 8 passed');
    await expect(bench.check('round-trip')).toHaveAttribute('data-status', 'pass');
    await expect(bench.check('changed-box')).toHaveAttribute('data-status', 'fail');
    await expect(bench.check('changed-box')).toContainText('The attack got through');
    await expect(bench.check('changed-box').getByRole('button')).toHaveAttribute('aria-expanded', 'true');
    const detail = bench.checks.getByRole('group', { name: 'About this check' });
    await expect(detail).toContainText('Only the tag notices.');
    await expect(detail).toContainText('NIST SP 800-38D');
    const table = detail.getByRole('table').first();
    await expect(table.getByRole('columnheader').first()).toHaveText('Offset');
    await expect(table.getByRole('rowheader').first()).toHaveText('0000');
    await expect(bench.news('2 of 8 checks pass. First that does not: A flipped bit is refused.')).toHaveCount(1);
    // After a reload, and in the other language, it is all there, and nobody is told of it again.
    for (const leave of [() => page.reload(), () => page.goto(`${bench.url}/ko/`)]) {
      await leave();
      await expect(page.locator('#ws-detail').getByRole('rowheader').first()).toHaveText('0000');
      await expect(page.locator('[data-check="changed-box"]')).toHaveAttribute('data-stale', 'false');
      await expect(page.getByRole('status').filter({ hasText: /[28]개|of 8/ })).toHaveCount(0);
    }
  });

  test('explains whichever check the reader chooses', async ({ bench }) => {
    await bench.button('check').click();
    await expect(bench.checks).toContainText('2 of 8 passed');
    await bench.check('reused-nonce').getByRole('button').click();
    const detail = bench.checks.getByRole('group', { name: 'About this check' });
    await expect(detail).toContainText('Two boxes of the same run share a nonce.');
    await expect(bench.check('changed-box').getByRole('button')).toHaveAttribute('aria-expanded', 'false');
  });

  test('that passes is a quiet moment with the way on, the same after a reload', async ({ bench, page }) => {
    await bench.write(await solution(page));
    await bench.button('check').click();
    await expect(bench.checks).toContainText('All 8 checks pass.');
    await expect(bench.check('short-tag')).toContainText('Refused, as it should be');
    await expect(bench.checks.getByRole('link', { name: 'Next: Passwords' })).toHaveAttribute('href', '/next/');
    await expect(bench.button('check')).toBeFocused();
    await page.reload();
    await expect.poll(() => bench.statuses()).toEqual(PASSED);
    await expect(bench.checks).toContainText('All 8 checks pass.');
    // Set back, the lesson stays passed, and nothing green says so of the code there is now.
    await bench.button('reset').click();
    await bench.named('Set it back').click();
    await expect(bench.checks).toContainText('All 8 checks passed before your code changed.');
    await expect(bench.checks).not.toContainText('All 8 checks pass.');
  });

  test('says when the code has changed since', async ({ bench, page }) => {
    await bench.button('check').click();
    await expect(bench.checks).toContainText('2 of 8 passed');
    await bench.write(await solution(page));
    await expect(bench.checks).toContainText('Your code has changed since.');
    await expect(bench.check('changed-box')).toContainText('The attack got through · before your change');
    // The failing one alone, and when it passes, all.
    await bench.named('Check this one again').click();
    await expect(bench.checks).toContainText('All 8 checks pass.');
    await expect(bench.checks.getByRole('group', { name: 'About this check' })).toBeFocused();
  });

  test('moves nothing in its list while verdicts come', async ({ bench }) => {
    const places = () =>
      bench.checks.locator('[data-check]').evaluateAll(rows =>
        rows.map(row => {
          const { top, height } = row.getBoundingClientRect();
          return [
            Math.round(
              top - row.closest('ol')!.parentElement!.parentElement!.firstElementChild!.getBoundingClientRect().top,
            ),
            height,
          ];
        }),
      );
    const before = await places();
    await bench.button('check').click();
    await expect(bench.checks).toContainText('2 of 8 passed');
    expect(await places()).toEqual(before);
  });

  test('of code that throws tells the exception and leads to its line', async ({ bench }) => {
    await bench.write(
      `export const seal = () => null.key;\nexport const open = () => {\n  throw new RangeError('no');\n};\n`,
    );
    await bench.button('check').click();
    await expect(bench.check('round-trip')).toHaveAttribute('data-status', 'error');
    const detail = bench.checks.getByRole('group', { name: 'About this check' });
    await expect(detail).toContainText('TypeError: Cannot read properties of null');
    await detail.getByRole('button', { name: 'seal.mjs:1:32' }).click();
    await expect(bench.code.getByRole('textbox', { name: 'seal.mjs, code editor' })).toBeFocused();
  });

  test('of code that cannot be read says so once, names the line and judges nothing', async ({ bench }) => {
    await bench.write('export const seal = 1;\nconst = 2;\n');
    await bench.button('check').click();
    const detail = bench.checks.getByRole('group', { name: 'About this check' });
    await expect(detail).toContainText('SyntaxError');
    await expect(detail.getByRole('button', { name: 'seal.mjs:2' })).toBeVisible();
    await expect(bench.checks.getByText('no check could run')).toHaveCount(1);
    await expect(bench.checks.getByText('Not run', { exact: true })).toHaveCount(8);
    await expect(bench.checks.getByText('Your code threw an exception')).toHaveCount(0);
    await expect(bench.news(/^Your code could not be loaded.* SyntaxError: .* seal\.mjs:2\.$/)).toHaveCount(1);
    // A check that is asked for has its reason and its rule, and nothing that it did not see.
    await bench.check('round-trip').getByRole('button').click();
    await expect(detail.getByRole('heading', { name: 'Why it matters' })).toBeVisible();
    await expect(detail).not.toContainText('SyntaxError');
  });

  test('goes on after a check in which the program ends', async ({ bench, page }) => {
    const code = await solution(page);
    await bench.write(code.replace('const nonce', 'if (!message.length) process.exit(0);\n  const nonce'));
    await bench.button('check').click();
    await expect(bench.check('every-kind')).toHaveAttribute('data-status', 'error');
    await expect(bench.check('every-kind')).toContainText('The program ended too early');
    await expect(bench.check('reused-nonce')).toHaveAttribute('data-status', 'pass');
  });

  test('can be stopped, and what was judged stays', async ({ bench, page }) => {
    const code = await solution(page);
    await bench.write(code.replace('const nonce', 'if (!message.length) for (;;);\n  const nonce'));
    await bench.button('check').click();
    await expect(bench.check('every-kind')).toHaveAttribute('data-status', 'running');
    await bench.button('stop').click();
    await expect(bench.checks.getByText('You stopped the check.')).toHaveCount(1);
    await expect(bench.news('You stopped the check. What was judged stays.')).toHaveCount(1);
    await expect(bench.check('round-trip')).toHaveAttribute('data-status', 'pass');
    await expect(bench.check('every-kind')).toHaveAttribute('data-status', 'idle');
  });

  test('stopped after a failure says so once, beside the explanation of the failure', async ({ bench, page }) => {
    const code = await solution(page);
    await bench.write(
      code.replace('const nonce', 'if (message.length) throw new RangeError("no");\n  for (;;);\n  const nonce'),
    );
    await bench.button('check').click();
    await expect(bench.check('every-kind')).toHaveAttribute('data-status', 'running');
    await bench.button('stop').click();
    await expect(bench.checks.getByRole('group', { name: 'About this check' })).toContainText('RangeError: no');
    await expect(bench.checks.getByText('You stopped the check.')).toHaveCount(1);
    await expect(bench.news('You stopped the check. What was judged stays.')).toHaveCount(1);
    await bench.write(code);
    await expect(bench.checks).toContainText('Your code has changed since.');
  });

  test('stopped before its first verdict says so', async ({ bench }) => {
    await bench.write('export const seal = () => { for (;;); };\nexport const open = seal;\n');
    await bench.button('check').click();
    await expect(bench.check('round-trip')).toHaveAttribute('data-status', 'running');
    await bench.button('stop').click();
    await expect(bench.checks.getByText('You stopped the check before anything was judged.')).toHaveCount(1);
    await expect(bench.news('You stopped the check before anything was judged.')).toHaveCount(1);
    await expect(bench.check('round-trip')).toHaveAttribute('data-status', 'idle');
  });

  test("can be done by keyboard alone, from the page's start to the next lesson", async ({ bench, page }) => {
    const code = await solution(page);
    await bench.write(code);
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(bench.checks).toContainText('All 8 checks pass.');
    await expect(bench.code.getByRole('textbox').first()).toBeFocused();
    const next = bench.checks.getByRole('link', { name: /Next/ });
    await bench.check('early-plaintext').getByRole('button').focus();
    await page.keyboard.press('Enter');
    await expect(bench.checks.getByRole('group', { name: 'About this check' })).toContainText('acts on the attacker');
    await bench.button('check').focus();
    await page.keyboard.press('Enter');
    await expect(next).toBeVisible();
    await next.focus();
    await expect(next).toBeFocused();
  });
});

test('a Korean reader gets every verdict in Korean', async ({ korean }) => {
  await korean.open();
  await korean.button('check').click();
  await expect(korean.checks).toContainText('8개 중 2개 통과');
  await expect(korean.check('changed-box')).toContainText('공격이 통했어요');
  await expect(korean.check('round-trip')).toContainText('통과');
});

test('a Korean reader who stops a Check is told so, also beside a failure', async ({ korean, page }) => {
  await korean.open();
  const code = await solution(page);
  await korean.write(
    code.replace('const nonce', 'if (message.length) throw new RangeError("no");\n  for (;;);\n  const nonce'),
  );
  await korean.button('check').click();
  await expect(korean.check('every-kind')).toHaveAttribute('data-status', 'running');
  await korean.button('stop').click();
  await expect(korean.checks.getByText('검사를 멈췄어요.')).toHaveCount(1);
  await expect(korean.news('검사를 멈췄어요. 이미 나온 판정은 그대로예요.')).toHaveCount(1);
});
