import type { Locator, Page } from '@playwright/test';

import { EXPORTS, expect, test, type Bench } from './test.ts';

const WIDE = [
  { width: 1366, height: 657 },
  { width: 1280, height: 720 },
  { width: 1024, height: 768 },
];
const SMALL = [
  { width: 360, height: 740 },
  { width: 320, height: 640 },
];

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const panel = (page: Page): Locator => page.getByRole('tabpanel').filter({ has: page.locator('section') });
const separator = (bench: Bench): Locator => bench.page.getByRole('separator', { name: bench.words.room.size });
const fold = (bench: Bench): Locator => bench.page.getByRole('button', { name: bench.words.room.panels });
const heightOf = async (part: Locator): Promise<number> => (await part.boundingBox())!.height;
const benchOf = (page: Page): Locator => page.locator('.workspace');

/** Puts the caret on the last line that is in sight, where less room would hide it. */
async function caretToLastVisibleLine(bench: Bench): Promise<void> {
  const box = bench.code.getByRole('textbox').first();
  await box.focus();
  await box.evaluate((one: HTMLTextAreaElement) => {
    const { bottom } = one.closest('.editor-files')!.getBoundingClientRect();
    const lines = [...one.parentElement!.querySelectorAll('.editor-static .line')];
    const last = lines.findLastIndex(line => line.getBoundingClientRect().bottom <= bottom);
    const start = one.value.split('\n').slice(0, last).join('\n').length + 1;
    one.setSelectionRange(start, start);
  });
}

/** Whether the line of the caret can be seen whole in the place of the code. */
function caretIsInSight(bench: Bench): Promise<boolean> {
  return bench.code
    .getByRole('textbox')
    .first()
    .evaluate((one: HTMLTextAreaElement) => {
      const at = one.value.slice(0, one.selectionStart).split('\n').length - 1;
      const line = one.parentElement!.querySelectorAll('.editor-static .line')[at]!.getBoundingClientRect();
      const place = one.closest('.editor-files')!.getBoundingClientRect();
      return line.top >= place.top - 1 && line.bottom <= place.bottom + 1;
    });
}

/** Every scroller inside another that a reader of this element would have to move by hand, up and down. */
function nestedScrollers(part: Locator): Promise<number> {
  return part.evaluate(one => {
    const scrolls = (element: Element): boolean =>
      /auto|scroll/.test(getComputedStyle(element).overflowY) && element.scrollHeight > element.clientHeight + 1;
    const above: Element[] = [];
    for (let element: Element | null = one; element; element = element.parentElement) above.push(element);
    const inside = [...one.querySelectorAll('*')].filter(scrolls).length;
    const page = document.documentElement;
    const own = above.filter(element => element !== page && element !== document.body && scrolls(element)).length;
    return inside + own + (page.scrollHeight > page.clientHeight + 1 ? 1 : 0);
  });
}

for (const viewport of WIDE) {
  test.describe(`${viewport.width}x${viewport.height}`, () => {
    test.use({ viewport });

    test('the code has half the bench, and its caret stays in sight whatever is pressed', async ({ bench, page }) => {
      await bench.open();
      const half = async (): Promise<void> => {
        expect(await heightOf(bench.code)).toBeGreaterThanOrEqual((await heightOf(benchOf(page))) / 2);
        expect(await caretIsInSight(bench)).toBe(true);
      };
      await caretToLastVisibleLine(bench);
      await half();
      await page.keyboard.press('ControlOrMeta+Shift+Enter');
      await expect(bench.output).toContainText('exit code 0');
      await expect(bench.output).toBeVisible();
      await half();
      await page.keyboard.press('ControlOrMeta+Enter');
      await expect(bench.checks).toContainText('2 of 8 passed');
      await expect(bench.checks).toBeVisible();
      await expect(bench.tab('Checks')).toHaveText('Checks 2 of 8');
      await half();
      await bench.button('hint').click();
      await expect(page.getByRole('region', { name: 'Hints' })).toBeVisible();
      await half();
      await fold(bench).click();
      await expect(panel(page)).toHaveCount(0);
      await half();
      await fold(bench).click();
      await expect(panel(page)).toHaveCount(1);
      await half();
      await separator(bench).focus();
      for (let press = 0; press < 10; press++) await page.keyboard.press('ArrowUp');
      expect(await caretIsInSight(bench)).toBe(true);
    });

    test('a hint and a failing check are read without a scroll inside a scroll', async ({ bench, page }) => {
      await bench.open();
      await bench.button('hint').click();
      const hint = page.getByRole('region', { name: 'Hints' }).getByRole('listitem');
      await expect(hint.getByRole('paragraph')).toBeInViewport({ ratio: 1 });
      await expect(hint.getByRole('heading')).toBeInViewport({ ratio: 1 });
      await bench.button('check').click();
      await expect(bench.checks).toContainText('2 of 8 passed');
      const detail = bench.checks.getByRole('group', { name: 'About this check' });
      await expect(detail.getByRole('heading').first()).toBeInViewport({ ratio: 1 });
      expect(await nestedScrollers(detail)).toBeLessThanOrEqual(1);
    });
  });
}

for (const viewport of SMALL) {
  test.describe(`${viewport.width}x${viewport.height}`, () => {
    test.use({ viewport });

    test('each press leads to what it fills, the page alone scrolls, and the caret is kept', async ({
      bench,
      page,
    }) => {
      await bench.open();
      await caretToLastVisibleLine(bench);
      await bench.button('run').click();
      await expect(bench.output).toBeInViewport();
      expect(await caretIsInSight(bench)).toBe(true);
      await expect(bench.output).toContainText('exit code 0');
      await bench.button('check').click();
      await expect(bench.checks).toContainText('2 of 8 passed');
      await expect(bench.check('round-trip')).toBeInViewport();
      const detail = bench.checks.getByRole('group', { name: 'About this check' });
      expect(await nestedScrollers(detail)).toBe(1);
      await bench.button('hint').click();
      const hint = page.getByRole('region', { name: 'Hints' });
      await expect(hint.getByRole('heading')).toBeInViewport({ ratio: 1 });
      expect(await nestedScrollers(hint)).toBe(1);
      expect(await caretIsInSight(bench)).toBe(true);
      await expect(separator(bench)).toBeHidden();
    });
  });
}

test.describe('the area below the code', () => {
  test.use({ viewport: { width: 1280, height: 720 } });

  test('is resized by keys and by pointer, says so, and is remembered', async ({ bench, page }) => {
    await bench.open();
    const whole = await heightOf(benchOf(page));
    const shareOfCode = async (): Promise<number> => Math.round(((await heightOf(bench.code)) / whole) * 100);
    await separator(bench).focus();
    await expect(separator(bench)).toHaveAttribute('aria-valuenow', '52');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await expect(separator(bench)).toHaveAttribute('aria-valuenow', '48');
    await expect(separator(bench)).toHaveAttribute('aria-valuetext', '48 percent');
    expect(await shareOfCode()).toBe(48);
    await page.reload();
    await expect(separator(bench)).toHaveAttribute('aria-valuenow', '48');
    const { x, y, width } = (await separator(bench).boundingBox())!;
    await page.mouse.move(x + width / 2, y);
    await page.mouse.down();
    await page.mouse.move(x + width / 2, y - 100);
    await page.mouse.up();
    expect(await shareOfCode()).toBe(Math.round(48 - (100 / whole) * 100));
    await separator(bench).press('End');
    await expect(panel(page)).toBeInViewport({ ratio: 1 });
    await separator(bench).dblclick();
    await expect(separator(bench)).toHaveAttribute('aria-valuenow', '52');
  });

  test('stays folded over a reload, and opens for what is asked of it', async ({ bench, page }) => {
    await bench.open();
    await fold(bench).click();
    await expect(fold(bench)).toHaveAttribute('aria-expanded', 'false');
    await bench.open();
    await expect(panel(page)).toHaveCount(0);
    await bench.button('hint').click();
    await expect(page.getByRole('region', { name: 'Hints' })).toBeVisible();
    await fold(bench).click();
    await bench.button('hint').click();
    await expect(page.getByRole('region', { name: 'Hints' })).toBeVisible();
    await fold(bench).click();
    await bench.tab('Output').click();
    await expect(bench.output).toBeVisible();
  });

  test('is walked through by arrows, with one stop of Tab', async ({ bench, page }) => {
    await bench.open();
    await bench.tab('Checks').focus();
    await page.keyboard.press('ArrowLeft');
    await expect(bench.tab('Output')).toBeFocused();
    await expect(bench.output).toBeVisible();
    await page.keyboard.press('End');
    await expect(page.getByRole('region', { name: 'Terminal' })).toBeVisible();
    await page.keyboard.press('ArrowLeft');
    await expect(page.getByRole('region', { name: 'Hints' })).toBeVisible();
    await expect(bench.button('hint')).toHaveAttribute('aria-expanded', 'true');
    await bench.button('hint').click();
    await expect(page.getByRole('region', { name: 'Terminal' })).toBeVisible();
  });

  test('makes room for the solution, and comes back with the code', async ({ bench, page }) => {
    await bench.open();
    const before = await heightOf(bench.code);
    await bench.button('solution').click();
    await bench.named('Show the solution').click();
    await expect(bench.code).toContainText('authTagLength: 16');
    expect(await heightOf(bench.code)).toBeGreaterThan(before * 1.3);
    await bench.named('Back to my code').click();
    await expect(panel(page)).toHaveCount(1);
    expect(await heightOf(bench.code)).toBe(before);
  });

  test('works where nothing can be remembered', async ({ bench, page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('blocked', 'SecurityError');
        },
      });
    });
    await bench.open();
    await separator(bench).press('ArrowUp');
    await expect(separator(bench)).toHaveAttribute('aria-valuenow', '50');
    await fold(bench).click();
    await expect(panel(page)).toHaveCount(0);
  });

  test('shows the message of a thrown error, not its last frame, and stays where the reader scrolls', async ({
    bench,
  }) => {
    await bench.open();
    await bench.write(`${EXPORTS}
for (let i = 0; i < 30; i++) console.log('line ' + i);
const deep = n => { if (n) deep(n - 1); else throw new RangeError('too deep'); };
Error.stackTraceLimit = 40;
deep(35);
`);
    await bench.button('run').click();
    await expect(bench.output).toContainText('exit code 1');
    await expect(bench.output.getByText('RangeError: too deep')).toBeVisible();
    const printed = bench.output.locator('.ws-printed');
    const seen = (): Promise<boolean> =>
      printed.evaluate(one => {
        const text = [...one.querySelectorAll('pre')].at(-1)!;
        const nodes = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
          const at = node.textContent!.indexOf('RangeError: too deep');
          if (at >= 0) {
            range.setStart(node, at);
            range.setEnd(node, at + 1);
          }
        }
        const { top, bottom } = range.getBoundingClientRect();
        const place = one.getBoundingClientRect();
        return top >= place.top - 1 && bottom <= place.bottom + 1;
      });
    await expect.poll(seen).toBe(true);
    await bench.tab('Checks').click();
    await bench.tab('Output').click();
    await expect.poll(seen).toBe(true);
    await printed.evaluate(one => one.scrollTo(0, 0));
    await separator(bench).press('ArrowUp');
    expect(await printed.evaluate(one => one.scrollTop)).toBe(0);
  });
});

test.describe('1920 wide, beside the text', () => {
  test.use({ viewport: { width: 1920, height: 900 } });

  test('code and panels stand side by side, and the line between them moves sideways', async ({ bench, page }) => {
    await bench.open();
    await expect(separator(bench)).toHaveAttribute('aria-orientation', 'vertical');
    const widthOf = async (): Promise<number> => (await bench.code.boundingBox())!.width;
    const before = await widthOf();
    await separator(bench).press('ArrowLeft');
    expect(await widthOf()).toBeLessThan(before);
    await page.reload();
    expect(await widthOf()).toBeLessThan(before);
  });
});
