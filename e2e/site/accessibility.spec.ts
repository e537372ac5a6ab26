import { LANGS } from '../../src/i18n/strings.ts';
import { seriousFindings } from '../support/axe.ts';
import { ALL_PATHS } from '../support/course.ts';
import { openLesson } from '../support/lesson.ts';
import { expect, test } from '../support/test.ts';

// Every page of the course: as many workers as there are share them.
test.describe.configure({ mode: 'parallel' });
test.use({ colorScheme: 'light', contextOptions: { reducedMotion: 'reduce' } });

test.describe('as a page comes', () => {
  test.use({ ahead: 'nothing' });

  for (const path of ALL_PATHS) {
    test(`axe finds nothing serious on ${path}, in light or in dark`, async ({ page }) => {
      await page.goto(path);
      expect(await seriousFindings(page)).toEqual([]);
    });
  }
});

for (const lang of LANGS) {
  test(`axe finds nothing serious on a lesson in ${lang} whose editor and machine are there`, async ({ page }) => {
    const lesson = await openLesson(page, lang, 'aead');
    await expect(lesson.code.locator('.monaco-editor').first()).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('data-runtime-status', 'ready', { timeout: 60_000 });
    expect(await seriousFindings(page)).toEqual([]);
  });
}
