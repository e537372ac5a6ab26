import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { expect } from './test.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** The rules among them for what is different in the dark: colours, and the name of the button that changes them. */
const RULES_IN_THE_DARK = ['color-contrast', 'link-in-text-block', 'button-name'];

/** What axe finds serious or critical, in light and then in dark, in a line each. */
export async function seriousFindings(page: Page): Promise<string[]> {
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
