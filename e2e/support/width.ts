import type { Page } from '@playwright/test';

/** What sticks out to the right of the window, named, or nothing. */
export function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter(
      one => one.getBoundingClientRect().right > clientWidth + 1,
    );
    return [
      `the page is ${scrollWidth} px wide in ${clientWidth} px`,
      ...wide.slice(0, 5).map(one => one.outerHTML.slice(0, 120)),
    ];
  });
}
