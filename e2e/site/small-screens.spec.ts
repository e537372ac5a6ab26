import { ALL_PATHS } from '../support/course.ts';
import { expect, test } from '../support/test.ts';
import { sticksOut } from '../support/width.ts';

// Every page of the course, as in accessibility.spec.ts.
test.describe.configure({ mode: 'parallel' });

const SCREENS = [
  { name: '320 px wide', viewport: { width: 320, height: 640 } },
  { name: 'a laptop zoomed to 200 %', viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
];

for (const { name, ...screen } of SCREENS) {
  test.describe(name, () => {
    test.use({ ...screen, ahead: 'nothing' });

    for (const path of ALL_PATHS) {
      test(`${path} does not have to be scrolled sideways`, async ({ page }) => {
        await page.goto(path);
        expect(await sticksOut(page)).toEqual([]);
      });
    }
  });
}
