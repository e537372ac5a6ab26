import { LANGS, stringsFor } from '../../src/i18n/strings.ts';
import { pathOf } from '../support/course.ts';
import { expect, test } from '../support/test.ts';

test.use({ ahead: 'nothing' });

for (const lang of LANGS) {
  test(`in ${lang} an RFC that the text cites is a link, which says that it leaves the site`, async ({ page }) => {
    await page.goto(pathOf(lang, 'mutual-tls'));
    const link = page
      .getByRole('article')
      .getByRole('link', { name: /^RFC 5280/ })
      .first();
    await expect(link).toHaveAccessibleName(new RegExp(`\\(${stringsFor(lang).prose.leaves}\\)$`));
    await expect(link).toHaveAttribute('href', /^https:\/\/www\.rfc-editor\.org\/rfc\/rfc5280/);
    await expect(link).toHaveAttribute('rel', 'external noopener');
  });

  test(`in ${lang} each section of a lesson can be linked to`, async ({ page }) => {
    await page.goto(pathOf(lang, 'mutual-tls'));
    const heading = page.getByRole('article').getByRole('heading', { level: 2 }).first();
    const id = await heading.getAttribute('id');
    await heading.getByRole('link').click();
    expect(decodeURIComponent(new URL(page.url()).hash)).toBe(`#${id}`);
    await expect(heading).toBeInViewport();
  });
}
