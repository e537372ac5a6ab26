import AxeBuilder from '@axe-core/playwright';

import { EXPORTS, expect, test, type Bench } from './test.ts';

const KILLED = `process.kill(process.pid, 'SIGKILL');`;
const EXPRESS = `import express from 'express';\n${EXPORTS}`;

/** The live region for what programs print. */
const readOut = (bench: Bench) => bench.page.getByRole('log');

test.describe('what happened is told', () => {
  test('of a program that took more memory than there is, and what to do', async ({ bench }) => {
    await bench.open('?little');
    await bench.write(`${EXPORTS}\n${KILLED}`);
    await bench.button('run').click();
    await expect(bench.output).toContainText('more memory than the 80 MB that a program has here');
    await expect(bench.output).not.toContainText('SIGKILL');
    await expect(bench.news('more memory than the 80 MB')).toHaveCount(1);
    await bench.button('check').click();
    const detail = bench.checks.getByRole('group', { name: 'About this check' });
    await expect(detail).toContainText('It took too much memory');
    await expect(detail).toContainText('80 MB');
  });

  test('of a package of npm: below the stack, announced, and in the verdict of a Check', async ({ bench }) => {
    await bench.open();
    await bench.write(EXPRESS);
    await bench.button('run').click();
    await expect(bench.output.getByText('ERR_MODULE_NOT_FOUND').first()).toBeVisible();
    const advice = 'There is no npm here, so express cannot be imported. Node’s own way: node:http.';
    await expect(bench.output.getByRole('note', { name: 'What to do' })).toHaveText(advice);
    await expect(bench.news(advice)).toHaveCount(1);
    await bench.button('check').click();
    await expect(bench.checks.getByRole('note', { name: 'What to do' })).toHaveText(advice);
    await expect(bench.news(advice)).toHaveCount(1);
  });

  test('in Korean, of a package of npm', async ({ korean }) => {
    await korean.open();
    await korean.write(EXPRESS);
    await korean.button('run').click();
    await expect(korean.output.getByRole('note')).toHaveText(/여기에는 npm이 없어서 express 패키지를 불러올 수 없어요/);
  });

  test('but never for words that the program prints itself', async ({ bench }) => {
    await bench.open();
    await bench.write(
      `${EXPORTS}\nconsole.log("Error: Cannot find package 'express' imported from here"); process.exit(1);`,
    );
    await bench.button('run').click();
    await expect(bench.output).toContainText('exit code 1');
    await expect(bench.output.getByRole('note')).toHaveCount(0);
  });
});

test.describe('output', () => {
  test.beforeEach(({ bench }) => bench.open());

  test('is overwritten as on a terminal, also across writes', async ({ bench }) => {
    await bench.write(`${EXPORTS}
for (let i = 0; i <= 100; i += 10) process.stdout.write('\\r' + i + '%');
process.stdout.write('\\r\\x1b[Kdone\\n');
process.exit(0);`);
    await bench.button('run').click();
    await expect(bench.output).toContainText('exit code 0');
    await expect(bench.output.locator('pre')).toHaveText('done\n');
  });

  test('of two streams in turn makes no thousands of elements', async ({ bench }) => {
    await bench.write(`import { writeSync } from 'node:fs';\n${EXPORTS}
for (let i = 0; i < 3000; i++) writeSync(1 + i % 2, i + '\\n');
process.exit(0);`);
    await bench.button('run').click();
    await expect(bench.output).toContainText('exit code 0');
    expect(await bench.output.locator('*').count()).toBeLessThan(2_000);
  });

  test('is read out while it comes: lines, a question that waits, a flood as a number', async ({ bench, page }) => {
    await page.clock.install();
    await bench.open();
    await bench.write(`import { createInterface } from 'node:readline';\n${EXPORTS}
console.log = () => {};
process.stdout.write('hello\\nyour name? ');
createInterface({ input: process.stdin }).once('line', name => {
  process.stdout.write(Array.from({ length: 200 }, (_, i) => 'line ' + i + '\\n').join(''), () => process.exit(0));
});`);
    await bench.button('run').click();
    await expect(bench.output).toContainText('your name?');
    await page.clock.runFor(1_100);
    await expect(readOut(bench).getByText('hello', { exact: true })).toHaveCount(1);
    await page.clock.runFor(2_000);
    await expect(readOut(bench)).toContainText('your name?');
    await bench.output.getByLabel('Standard input').fill('alice');
    await page.keyboard.press('Enter');
    await page.clock.runFor(100);
    await expect(bench.output).toContainText('exit code 0');
    await expect(readOut(bench)).toContainText('lines of output. The last ones:');
    await expect(readOut(bench)).toContainText('line 199');
    await expect(readOut(bench)).not.toContainText('line 100');
    await bench.button('run').click();
    await expect(bench.output).toContainText('your name?');
    await expect(readOut(bench)).not.toContainText('line 199');
    await bench.button('stop').click();
  });
});

for (const viewport of [
  { width: 320, height: 640 },
  { width: 1_280, height: 900 },
]) {
  test.describe(`a run that prints nothing, ${viewport.width} px`, () => {
    test.use({ viewport });

    test('tells for how long, then what may take long here, and moves nothing', async ({ bench, page }) => {
      await page.clock.install({ time: '2030-01-01T00:00:00Z' });
      await bench.open();
      await bench.write(`${EXPORTS}\nsetInterval(() => {}, 1000);\nconsole.log = () => {};`);
      // From here on the page's time passes only when it is told to.
      await page.clock.pauseAt('2030-01-01T01:00:00Z');
      await bench.button('run').click();
      await expect
        .poll(async () => {
          await page.clock.runFor(20);
          return page.locator('.ws-machine').innerText();
        })
        .toContain('Running demo.mjs');
      await expect(bench.output).toContainText('Nothing printed so far.');
      // The panel opens to its size.
      await page.clock.runFor(1_000);
      const place = () => bench.checks.evaluate(one => Math.round(one.getBoundingClientRect().top + scrollY));
      const before = await place();
      await page.clock.runFor(5_000);
      await expect(bench.output).toContainText(
        /Nothing printed for [567] s: is it waiting, or in an endless loop\? Stop ends it\./,
      );
      await expect(readOut(bench)).toContainText('Nothing printed for 5 s: is it waiting, or in an endless loop?');
      await page.clock.runFor(16_000);
      await expect(bench.output.locator('.ws-slow')).toContainText('starting a Worker');
      await expect(readOut(bench)).toContainText('starting a Worker');
      await expect(page.locator('.ws-machine')).toContainText(/Running demo\.mjs · 2\d s/);
      expect(await place()).toBe(before);
      await bench.button('stop').click();
      await expect(bench.output).toContainText('You stopped it.');
    });
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test('axe finds nothing in a run with advice', async ({ bench }) => {
      await bench.open();
      await bench.write(EXPRESS);
      await bench.button('run').click();
      await expect(bench.output.getByRole('note')).toBeVisible();
      const { violations } = await new AxeBuilder({ page: bench.page }).include('.workspace').analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' | ')}`)).toEqual([]);
    });
  });
}
