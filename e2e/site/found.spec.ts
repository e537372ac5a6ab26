import { LANGS, stringsFor } from '../../src/i18n/strings.ts';
import { pathOf } from '../support/course.ts';
import { expect, test } from '../support/test.ts';

for (const lang of LANGS) {
  test(`a lesson in ${lang} tells search engines and link previews what it is`, async ({ page }) => {
    await page.goto(pathOf(lang, 'aead'));
    const property = (name: string) => page.locator(`meta[property="${name}"]`);
    const title = await page.title();
    await expect(property('og:title')).toHaveAttribute('content', title);
    await expect(property('og:site_name')).toHaveAttribute('content', stringsFor(lang).site.name);
    const description = await page.locator('meta[name="description"]').getAttribute('content');
    await expect(property('og:description')).toHaveAttribute('content', description!);
    await expect(property('og:locale')).toHaveAttribute('content', lang === 'ko' ? 'ko_KR' : 'en_US');
    for (const other of LANGS)
      await expect(page.locator(`link[rel="alternate"][hreflang="${other}"]`)).toHaveAttribute(
        'href',
        pathOf(other, 'aead'),
      );
    // The address that readers have is not known to this build: what would have to name it is left out.
    await expect(page.locator('link[rel="canonical"], meta[property="og:image"]')).toHaveCount(0);
  });

  test(`the picture of a lesson in ${lang} is there`, async ({ request }) => {
    const answer = await request.get(`/pictures/${lang}/aead.png`);
    expect(answer.status()).toBe(200);
    expect(answer.headers()['content-type']).toBe('image/png');
  });
}

test('crawlers and home screens find what they ask for', async ({ page, request }) => {
  const robots = await request.get('/robots.txt');
  expect(await robots.text()).toContain('User-agent: *');
  await page.goto('/en/');
  const icon = await page.locator('link[rel="apple-touch-icon"]').getAttribute('href');
  expect((await request.get(icon!)).headers()['content-type']).toBe('image/png');
});
