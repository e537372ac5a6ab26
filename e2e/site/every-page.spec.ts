import { stringsFor } from '../../src/i18n/strings.ts';
import { seriousFindings } from '../support/axe.ts';
import { ALL_PATHS, LESSON_PAGES } from '../support/course.ts';
import { expect, test } from '../support/test.ts';
import { sticksOut } from '../support/width.ts';

/** All that is asked of every page of the course is asked in one visit: as many workers as there are share the pages. */
test.describe.configure({ mode: 'parallel' });
test.use({ colorScheme: 'light', contextOptions: { reducedMotion: 'reduce' }, ahead: 'nothing' });

const SCREENS = {
  '320 px wide': { width: 320, height: 640 },
  'a laptop zoomed to 200 %': { width: 640, height: 400 },
};

for (const path of ALL_PATHS) {
  test(`${path} can be read, axe finds nothing serious, and it is no wider than a narrow screen`, async ({ page }) => {
    await page.goto(path);
    const lesson = LESSON_PAGES.find(one => one.path === path);
    if (lesson) {
      await expect(page.locator('html')).toHaveAttribute('lang', lesson.lang);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(lesson.title);
      expect((await page.getByRole('article').innerText()).length).toBeGreaterThan(800);
      const { code } = stringsFor(lesson.lang).regions;
      await expect(page.getByRole('region', { name: code })).toContainText('export');
    }
    expect.soft(await seriousFindings(page)).toEqual([]);
    for (const [name, size] of Object.entries(SCREENS)) {
      await page.setViewportSize(size);
      expect.soft(await sticksOut(page), name).toEqual([]);
    }
  });
}
