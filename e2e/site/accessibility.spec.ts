import { LANGS } from '../../src/i18n/strings.ts';
import { seriousFindings } from '../support/axe.ts';
import { openLesson } from '../support/lesson.ts';
import { expect, test } from '../support/test.ts';

// Pages as they come are looked at in every-page.spec.ts.
test.use({ colorScheme: 'light', contextOptions: { reducedMotion: 'reduce' } });

for (const lang of LANGS) {
  test(`axe finds nothing serious on a lesson in ${lang} whose editor and machine are there`, async ({ page }) => {
    const lesson = await openLesson(page, lang, 'aead');
    await expect(lesson.code.locator('.monaco-editor').first()).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('data-runtime-status', 'ready', { timeout: 60_000 });
    expect(await seriousFindings(page)).toEqual([]);
  });
}
