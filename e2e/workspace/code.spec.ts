import { mkdir, writeFile } from 'node:fs/promises';
import { chromium, type Page } from '@playwright/test';

import { Bench, expect, test } from './test.ts';

test('what is typed is kept within a second, in the other language too', async ({ bench, page }) => {
  await bench.open();
  await bench.write('// mine');
  await expect.poll(() => bench.stored(), { timeout: 1_000 }).toContain('// mine');
  await page.reload();
  await expect(bench.code.getByRole('textbox').first()).toHaveValue('// mine');
  await page.goto(`${bench.url}/ko/`);
  await expect(page.getByRole('textbox').first()).toHaveValue('// mine');
});

test('the last words before the page goes away are kept', async ({ bench, page }) => {
  await bench.open();
  await bench.write('// last words');
  await page.goto('about:blank');
  await bench.open();
  await expect(bench.code.getByRole('textbox').first()).toHaveValue('// last words');
});

test('Reset asks only when there is something to lose, and can be undone', async ({ bench }) => {
  await bench.open();
  await bench.button('reset').click();
  await expect(bench.news('already is as the lesson began')).toBeVisible();
  await bench.write('// mine');
  await bench.button('reset').click();
  await bench.named('Keep my code').click();
  await expect(bench.code.getByRole('textbox').first()).toHaveValue('// mine');
  await bench.button('reset').click();
  await bench.named('Set it back').click();
  await expect(bench.code.getByRole('textbox').first()).toHaveValue(/^import \{ createCipheriv/);
  await bench.named('Undo').click();
  await expect(bench.code.getByRole('textbox').first()).toHaveValue('// mine');
});

test('an earlier version can be looked at and brought back after a reload', async ({ bench, page }) => {
  await bench.open();
  await bench.write('// mine');
  await bench.button('reset').click();
  await bench.named('Set it back').click();
  await page.reload();
  await page.getByText('Earlier versions (1)').click();
  await bench.named('Compare').click();
  await expect(bench.code).toContainText('// mine');
  await bench.named('Bring it back').first().click();
  await expect(bench.code.getByRole('textbox').first()).toHaveValue('// mine');
});

/** What is typed in one tab comes into the other, where nothing was typed, and nobody is asked. */
async function bothHave(one: Bench, other: Bench, text: string): Promise<void> {
  await one.write(text);
  await expect(other.code.getByRole('textbox').first()).toHaveValue(text);
  await expect(other.news('changed in another tab')).toHaveCount(0);
}

test.describe('two tabs', () => {
  test('ask before one writes over the other, and keep both versions', async ({ bench, context }) => {
    await bench.open();
    const other = new (bench.constructor as typeof import('./test.ts').Bench)(await context.newPage(), bench.url);
    await other.open();
    await bothHave(other, bench, '// begun in the second');
    await bench.write('// from the first');
    await expect.poll(() => bench.stored()).toContain('// from the first');
    await expect(other.news('changed in another tab')).toBeVisible();
    await other.write('// from the second');
    await other.named('Compare both').click();
    await expect(other.code).toContainText('// from the first');
    await expect(other.code).toContainText('// from the second');
    expect(await bench.stored()).toContain('// from the first');
    await other.named('Keep this one').first().click();
    await expect.poll(() => bench.stored()).toContain('// from the second');
    await expect(other.code.getByRole('textbox').first()).toHaveValue('// from the second');
    await expect(other.page.getByText('Earlier versions (1)')).toBeVisible();
  });

  test("let the reader take the other's version", async ({ bench, context }) => {
    await bench.open();
    const other = new (bench.constructor as typeof import('./test.ts').Bench)(await context.newPage(), bench.url);
    await other.open();
    await bothHave(other, bench, '// begun in the second');
    await bench.write('// from the first');
    await expect(other.news('changed in another tab')).toBeVisible();
    await other.named('Take the other').click();
    await expect(other.code.getByRole('textbox').first()).toHaveValue('// from the first');
    await expect(other.news('changed in another tab')).toHaveCount(0);
  });
});

test.describe('storage that is refused', () => {
  test.beforeEach(async ({ page }) => {
    await page.addInitScript(() => {
      for (const name of ['localStorage', 'indexedDB']) {
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException('blocked', 'SecurityError');
          },
        });
      }
    });
  });

  test('is said once, and the code can be downloaded', async ({ bench, page }) => {
    await bench.open();
    await expect(bench.news('does not let the site store anything')).toBeVisible();
    const [download] = await Promise.all([page.waitForEvent('download'), bench.named('Download my code').click()]);
    expect(download.suggestedFilename()).toBe('seal.mjs');
    await bench.named(/^Close$/).click();
    await expect(bench.news('does not let the site store anything')).toHaveCount(0);
    await bench.button('run').click();
    await expect(bench.output).toContainText('exit code 0');
  });

  test('makes the browser ask before code is lost that is in no file, and only then', async ({ bench, page }) => {
    await bench.open();
    await expect(bench.news('does not let the site store anything')).toBeVisible();
    await bench.code.click();
    expect(await asksOnLeaving(page)).toBe(false);
    await bench.open();
    await bench.write('// mine');
    expect(await asksOnLeaving(page)).toBe(true);
    await expect(bench.code.getByRole('textbox').first()).toHaveValue('// mine');
    await Promise.all([page.waitForEvent('download'), bench.named('Download my code').click()]);
    expect(await asksOnLeaving(page)).toBe(false);
  });
});

test('a browser with cookies blocked says so, and asks before code is lost', async ({ site, launchOptions }, info) => {
  const profile = info.outputPath('profile');
  await mkdir(`${profile}/Default`, { recursive: true });
  const settings = { profile: { default_content_setting_values: { cookies: 2 } } };
  await writeFile(`${profile}/Default/Preferences`, JSON.stringify(settings));
  const context = await chromium.launchPersistentContext(profile, launchOptions);
  const bench = new Bench(await context.newPage(), site.url, 'ko');
  await bench.open();
  await expect(bench.news(bench.words.drafts.refused)).toBeVisible();
  await bench.write('// mine');
  expect(await asksOnLeaving(bench.page)).toBe(true);
  await context.close();
});

test.describe('full storage', () => {
  test('of one kind is no trouble: the other has the draft after a reload', async ({ bench, page }) => {
    await bench.open();
    await fillLocalStorage(page);
    const text = `// mine, ${'long '.repeat(200)}`;
    await bench.write(text);
    await expect.poll(() => mirrored(page)).toContain('// mine');
    expect(await asksOnLeaving(page)).toBe(false);
    await bench.open();
    await expect(bench.code.getByRole('textbox').first()).toHaveValue(text);
    await expect(bench.news('storage for this site is full')).toHaveCount(0);
  });

  test('of both kinds is said once, everything goes on, and the browser asks before code is lost', async ({
    bench,
    page,
  }) => {
    const devtools = await page.context().newCDPSession(page);
    // Before the page has asked for the first time: Chromium does not ask anew for each write.
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: bench.url, quotaSize: 1 });
    await bench.open();
    await fillLocalStorage(page);
    await bench.write(`// mine, ${'long '.repeat(200)}`);
    await expect(bench.news('storage for this site is full')).toBeVisible();
    await bench.button('check').click();
    await expect(bench.checks).toContainText('of 8 passed');
    expect(await asksOnLeaving(page)).toBe(true);
    await Promise.all([page.waitForEvent('download'), bench.named('Download my code').click()]);
    expect(await asksOnLeaving(page)).toBe(false);
  });
});

test('an updated lesson keeps the draft and offers the new start', async ({ bench }) => {
  await bench.open();
  await bench.write('// mine');
  await expect.poll(() => bench.stored()).toContain('// mine');
  await bench.open('?updated');
  await expect(bench.news('This lesson has changed since you began.')).toBeVisible();
  await bench.named('Compare with the new start').click();
  await expect(bench.code).toContainText('// a new start');
  await bench.named('Start from the new one').first().click();
  await expect(bench.code.getByRole('textbox').first()).toHaveValue('// a new start\n');
  await bench.named('Undo').click();
  await expect(bench.code.getByRole('textbox').first()).toHaveValue('// mine');
});

test('damaged storage never breaks the page', async ({ bench, page }) => {
  await page.addInitScript(() => {
    if (!localStorage.getItem('handshake/lesson/aead')) localStorage.setItem('handshake/draft/aead', '{"v":1,"files"');
  });
  await bench.open();
  await expect(bench.news('could not be read')).toBeVisible();
  await expect(bench.code.getByRole('textbox').first()).toHaveValue(/^import/);
});

/** Whether the browser asks before a reload; whoever is asked stays. */
async function asksOnLeaving(page: Page): Promise<boolean> {
  const asked = page.waitForEvent('dialog');
  const gone = page.waitForEvent('framenavigated');
  await page.evaluate(() => {
    setTimeout(() => location.reload());
  });
  const dialog = await Promise.race([asked, gone.then(() => undefined)]);
  asked.catch(() => {});
  gone.catch(() => {});
  await dialog?.dismiss();
  return dialog?.type() === 'beforeunload';
}

function fillLocalStorage(page: Page): Promise<void> {
  return page.evaluate(() => {
    let size = 1024 * 1024;
    while (size > 0) {
      try {
        localStorage.setItem(`fill${localStorage.length}`, 'x'.repeat(size));
      } catch {
        size = Math.floor(size / 2);
      }
    }
  });
}

/** What IndexedDB has of the draft. */
function mirrored(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open('handshake');
        opening.onerror = () => reject(opening.error!);
        opening.onsuccess = () => {
          const reading = opening.result.transaction('records').objectStore('records').get('handshake/draft/aead');
          reading.onerror = () => reject(reading.error!);
          reading.onsuccess = () => {
            opening.result.close();
            resolve(String(reading.result));
          };
        };
      }),
  );
}
