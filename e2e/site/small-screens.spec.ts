import { ALL_PATHS } from '../support/course.ts';
import { expect, test } from '../support/test.ts';
import { sticksOut } from '../support/width.ts';

// Every page of the course, as in accessibility.spec.ts.
test.describe.configure({ mode: 'parallel' });

const SCREENS = {
  '320 px wide': { width: 320, height: 640 },
  'a laptop zoomed to 200 %': { width: 640, height: 400 },
};

test.use({ viewport: SCREENS['320 px wide'], deviceScaleFactor: 2, ahead: 'nothing' });

for (const path of ALL_PATHS) {
  test(`${path} does not have to be scrolled sideways, 320 px wide or on a laptop zoomed to 200 %`, async ({
    page,
  }) => {
    await page.goto(path);
    for (const [name, size] of Object.entries(SCREENS)) {
      await page.setViewportSize(size);
      expect(await sticksOut(page), name).toEqual([]);
    }
  });
}
