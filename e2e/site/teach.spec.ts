import { LANGS, stringsFor } from '../../src/i18n/strings.ts';
import { LESSON_PAGES } from '../support/course.ts';
import { expect, test } from '../support/test.ts';

test.use({ ahead: 'nothing' });

/** How many pages a PDF has: each is an object of its own (ISO 32000-2, 7.7.3.3). */
const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;

for (const lang of LANGS) {
  const { teach } = stringsFor(lang);

  test(`the guide in ${lang} leads from the footer to a lesson's plan, its answers and its sheet`, async ({ page }) => {
    await page.goto(`/${lang}/`);
    await page.getByRole('contentinfo').getByRole('link', { name: teach.short, exact: true }).click();
    await expect(page).toHaveURL(`/${lang}/teach/`);
    const chapters = page.getByRole('navigation', { name: teach.title }).getByRole('link');
    await chapters.last().click();
    const plan = page.getByRole('region').filter({ hasText: teach.show }).first();
    const answer = plan.locator('details').first();
    await expect(answer.locator('p')).toBeHidden();
    await answer.locator('summary').click();
    await expect(answer.locator('p')).toBeVisible();
    await plan.getByRole('link', { name: teach.handout }).click();
    await expect(page.getByRole('button', { name: teach.print })).toBeVisible();
    await expect(page.getByRole('heading', { name: teach.questions })).toBeVisible();
  });

  test(`every lesson's sheet in ${lang} is one page of A4`, async ({ page }) => {
    test.slow();
    const long: string[] = [];
    for (const { path } of LESSON_PAGES.filter(one => one.lang === lang)) {
      const slug = path.split('/').at(-2)!;
      await page.goto(`/${lang}/teach/handouts/${slug}/`);
      const pages = pagesOf(await page.pdf({ preferCSSPageSize: true }));
      if (pages !== 1) long.push(`${slug}: ${pages}`);
    }
    expect(long).toEqual([]);
  });
}
