import { fill } from '../../src/i18n/fill.ts';
import { LANGS, stringsFor } from '../../src/i18n/strings.ts';
import { LESSON_PAGES, pathOf } from '../support/course.ts';
import { Lesson } from '../support/lesson.ts';
import { expect, test } from '../support/test.ts';

test.use({ ahead: 'nothing' });

for (const lang of LANGS) {
  const words = stringsFor(lang);

  test(`in ${lang} a lesson's header leads to every lesson and to its own sections, with the keyboard alone`, async ({
    page,
  }) => {
    await page.goto(pathOf(lang, 'aead'));
    const menu = (label: string) => page.locator('[data-menu]').filter({ has: page.getByText(label, { exact: true }) });
    await menu(words.lesson.list).locator('summary').focus();
    await page.keyboard.press('Enter');
    const list = page.getByRole('navigation', { name: words.lesson.list, exact: true });
    for (const { path } of LESSON_PAGES.filter(one => one.lang === lang)) {
      await expect(list.locator(`a[href="${path}"]`)).toBeVisible();
    }
    await expect(list.locator('[aria-current=page]')).toHaveAttribute('href', pathOf(lang, 'aead'));
    await page.keyboard.press('Escape');
    await expect(list).toBeHidden();
    await expect(menu(words.lesson.list).locator('summary')).toBeFocused();

    await menu(words.lesson.contents).locator('summary').press('Enter');
    const contents = page.getByRole('navigation', { name: words.lesson.contents, exact: true });
    const heading = page.getByRole('article').getByRole('heading', { level: 2 }).first();
    await contents.getByRole('link', { name: (await heading.innerText()).trim() }).press('Enter');
    await expect(heading).toBeInViewport();
    await expect(contents).toBeHidden();
  });

  test(`in ${lang} the search finds a lesson and goes there`, async ({ page }) => {
    await page.goto(`/${lang}/about/`);
    await page.keyboard.press('Control+k');
    const dialog = page.getByRole('dialog', { name: words.search.title });
    const { title, path } = LESSON_PAGES.find(one => one.lang === lang && one.exercise === 'echo')!;
    await dialog.getByRole('searchbox').fill(title);
    await expect(dialog.getByRole('link').first()).toContainText(title);
    await expect(dialog.getByRole('status')).not.toBeEmpty();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(path);
  });

  test(`in ${lang} what nobody answers at says so in that language first`, async ({ page }) => {
    const response = await page.goto(`/${lang}/nothing/here/`);
    expect(response!.status()).toBe(404);
    await expect(page.locator('html')).toHaveAttribute('lang', lang);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.notFound.title);
  });

  test(`in ${lang} the map folds what is not written, and says how much is`, async ({ page }) => {
    await page.goto(`/${lang}/`);
    const coming = page.locator('[data-state=coming]');
    const chapter = page.locator('section.chapter').filter({ has: coming }).first();
    const planned = chapter.locator(coming).first();
    await expect(planned).toBeHidden();
    const { map } = words;
    await chapter.getByText(new RegExp(fill(map.written, { n: '\\d+', all: '\\d+' }))).click();
    await expect(planned).toBeVisible();
  });
}

test('the search says when nothing has the word', async ({ page }) => {
  await page.goto('/en/');
  const { search } = stringsFor('en');
  await page.getByRole('button', { name: search.open }).click();
  const dialog = page.getByRole('dialog', { name: search.title });
  await dialog.getByRole('searchbox').fill('qqqq');
  await expect(dialog.getByRole('status')).toHaveText(fill(search.none, { query: 'qqqq' }));
});

test("a file that the text names opens in the bench, whose tab has the focus, and the text's Run runs", async ({
  page,
}) => {
  await page.goto(pathOf('en', 'authorize'));
  await expect(page.locator('[data-live="true"]')).toBeVisible();
  const lesson = new Lesson(page, 'en');
  const article = page.getByRole('article');
  await article.getByRole('button', { name: 'store.mjs' }).first().press('Enter');
  const tab = lesson.code.getByRole('tab', { name: /^store\.mjs/ });
  await expect(tab).toHaveAttribute('aria-selected', 'true');
  await expect(tab).toBeFocused();
  await article.getByRole('button', { name: lesson.words.actions.run, exact: true }).first().click();
  await expect(lesson.button('stop')).toBeVisible();
});

test('a block of code is copied, and that is said', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(pathOf('en', 'copied-snippet'));
  const { copy, copied } = stringsFor('en').prose;
  const block = page.locator('.code-block').first();
  await block.getByRole('button', { name: copy }).click();
  await expect(block.getByRole('status')).toHaveText(copied);
  const code = await block.locator('pre').innerText();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);
});

test.describe('on paper', () => {
  test.use({ colorScheme: 'dark', viewport: { width: 794, height: 1123 } });

  test('a lesson has its title, the code of every file, and the address of a link, in black on white', async ({
    page,
  }) => {
    await page.goto(pathOf('en', 'copied-snippet'));
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    for (const file of ['client.mjs', 'demo.mjs'])
      await expect(page.locator('.editor-file-name', { hasText: file })).toBeVisible();
    await expect(page.locator('.editor-file').first()).toContainText('export function ask');
    // What a word means opens by a button that looks like the word.
    await expect(page.locator('button:visible:not([popovertarget])')).toHaveCount(0);
    const link = page.getByRole('article').locator('a.leaves').first();
    expect(await link.evaluate(one => getComputedStyle(one, '::after').content)).toContain('rfc-editor.org');
    const seen = await page.locator('body').evaluate(body => getComputedStyle(body).color);
    expect(seen).toBe('rgb(29, 33, 38)');
  });
});

test.describe('with forced colours', () => {
  test.use({ contextOptions: { forcedColors: 'active' } });

  test('the chosen tab is told from the others', async ({ page }) => {
    await page.goto(pathOf('en', 'copied-snippet'));
    const ground = (name: RegExp) =>
      page.getByRole('tab', { name }).evaluate(tab => getComputedStyle(tab).backgroundColor);
    expect(await ground(/^client\.mjs/)).not.toBe(await ground(/^demo/));
  });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the list of lessons opens all the same, and the text has no buttons that do nothing', async ({ page }) => {
    await page.goto(pathOf('en', 'authorize'));
    await page.locator('[data-menu] summary').first().click();
    await expect(page.getByRole('navigation', { name: stringsFor('en').lesson.list, exact: true })).toBeVisible();
    // A word's meaning opens without scripts as well.
    await expect(page.getByRole('article').locator('button:visible:not([popovertarget])')).toHaveCount(0);
  });
});
