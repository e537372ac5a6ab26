import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { LANGS } from '../../src/i18n/strings.ts';
import { ALL_PATHS } from '../support/course.ts';
import { openLesson } from '../support/lesson.ts';
import { expect, test } from '../support/test.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** The rules among them for what is different in the dark: colours, and the name of the button that changes them. */
const RULES_IN_THE_DARK = ['color-contrast', 'link-in-text-block', 'button-name'];

// Every page of the course: as many workers as there are share them.
test.describe.configure({ mode: 'parallel' });
test.use({ colorScheme: 'light', contextOptions: { reducedMotion: 'reduce' } });

/** What axe finds serious or critical, in light and then in dark, in a line each. */
async function seriousFindings(page: Page): Promise<string[]> {
  // What axe cannot see into without a second page, which takes as long again.
  expect(page.frames()).toHaveLength(1);
  const axe = (): AxeBuilder => new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const inLight = await findings(axe().withTags(RULES));
  await page.emulateMedia({ colorScheme: 'dark' });
  const inDark = await findings(axe().withRules(RULES_IN_THE_DARK));
  return [...inLight, ...inDark.map(line => `in dark, ${line}`)];
}

async function findings(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) =>
        `${id}: ${help}: ${nodes
          .slice(0, 3)
          .map(({ html }) => html.slice(0, 150))
          .join(' | ')}`,
    );
}

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
