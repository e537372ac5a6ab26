import type { Page } from '@playwright/test';

import { stringsFor } from '../../../src/i18n/strings.ts';
import type { Measurement, Sample } from './figures.ts';
import { open, press } from './lesson.ts';
import { asNewcomer, type Side } from './side.ts';

const WINDOWS = ['1360x900', '1024x768', '1366x657'];

/** How much code is in sight, as the bench comes and after a Run. It is the same every time. */
export function roomMeasurements(): Measurement<Side>[] {
  const measure = async (side: Side): Promise<Sample> => {
    const samples: Sample[] = [];
    for (const size of WINDOWS) samples.push(await linesIn(side, size));
    return Object.assign({}, ...samples) as Sample;
  };
  return [{ title: 'Lines of code in sight', rounds: 1, measure }];
}

function linesIn(side: Side, size: string): Promise<Sample> {
  const [width, height] = size.split('x').map(Number) as [number, number];
  return asNewcomer(
    side,
    async page => {
      await open(page, side, 'echo');
      const bench = page.getByRole('button', { name: stringsFor('en').lesson.openBench });
      if (await bench.isVisible()) await bench.click();
      await page.locator('.monaco-editor .view-line').first().waitFor();
      const before = await linesInSight(page);
      await press(page, 'run');
      return { [size]: before, [`${size}, after a Run`]: await linesInSight(page) };
    },
    { viewport: { width, height } },
  );
}

/** Whole lines that fit into what is in the window of the editor's place, whether or not the file has as many. */
function linesInSight(page: Page): Promise<number> {
  return page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    const editor = document.querySelector('.monaco-editor')!;
    const line = editor.querySelector('.view-line')!.getBoundingClientRect().height;
    const { top, bottom } = editor.parentElement!.getBoundingClientRect();
    return Math.floor((Math.min(bottom, innerHeight) - Math.max(top, 0)) / line);
  });
}
