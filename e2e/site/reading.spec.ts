import { LANGS, stringsFor } from '../../src/i18n/strings.ts';
import { LESSON_PAGES, pathOf } from '../support/course.ts';
import { expect, test } from '../support/test.ts';

test.use({ ahead: 'nothing' });

// That each lesson can be read is asked in every-page.spec.ts.
for (const lang of LANGS) {
  const words = stringsFor(lang);

  test(`the course map in ${lang} leads to every lesson`, async ({ page }) => {
    await page.goto(`/${lang}/`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    for (const lesson of LESSON_PAGES.filter(one => one.lang === lang)) {
      await expect(page.locator(`a[href="${lesson.path}"]`).first()).toBeVisible();
    }
  });

  test(`in ${lang} the switch of language leads to the same lesson`, async ({ page }) => {
    const other = lang === 'en' ? 'ko' : 'en';
    await page.goto(pathOf(lang, 'aead'));
    await page.locator(`a[hreflang="${other}"]`).first().click();
    await expect(page).toHaveURL(pathOf(other, 'aead'));
  });

  test.describe('without JavaScript', () => {
    test.use({ javaScriptEnabled: false });

    test(`a lesson in ${lang} is there to be read, and says what needs JavaScript`, async ({ page }) => {
      await page.goto(pathOf(lang, 'aead'));
      await expect(page.getByRole('article')).toBeVisible();
      expect((await page.getByRole('article').innerText()).length).toBeGreaterThan(800);
      await expect(page.getByRole('region', { name: words.regions.code })).toContainText('createCipheriv');
      // Playwright's getByText never looks into a noscript element.
      const note = page.locator('noscript p');
      await expect(note).toBeVisible();
      await expect(note).toHaveText(words.lesson.needsScript);
    });

    test(`the page that checks a browser says in ${lang} what it needs, and shows no empty tables`, async ({
      page,
    }) => {
      await page.goto(`/${lang}/check-my-browser/`);
      await expect(page.locator('noscript p')).toHaveText(words.checkBrowser.needsScript);
      await expect(page.getByRole('button', { name: words.checkBrowser.start })).toHaveCount(0);
      await expect(page.getByRole('table')).toHaveCount(0);
    });

    test(`the front page offers ${lang}`, async ({ page }) => {
      await page.goto('/');
      await page.locator(`a[href="/${lang}/"]`).first().click();
      await expect(page).toHaveURL(`/${lang}/`);
    });
  });
}

for (const [locale, lang] of [
  ['ko-KR', 'ko'],
  ['en-GB', 'en'],
  ['fr-FR', 'en'],
] as const) {
  test.describe(`a browser set to ${locale}`, () => {
    test.use({ locale });

    test(`is sent from the front page to ${lang}`, async ({ page }) => {
      await page.goto('/');
      await expect(page).toHaveURL(`/${lang}/`);
    });
  });
}

test('the language that a reader chose is remembered', async ({ page }) => {
  await page.goto('/en/');
  await page.locator('a[hreflang="ko"]').first().click();
  await expect(page).toHaveURL('/ko/');
  await page.goto('/');
  await expect(page).toHaveURL('/ko/');
});

test('an address that nothing answers to has a page that leads back', async ({ page }) => {
  const response = await page.goto('/en/nothing/here/');
  expect(response!.status()).toBe(404);
  await expect(page.getByRole('link', { name: /lessons|강의|수업|레슨/i }).first()).toBeVisible();
});
