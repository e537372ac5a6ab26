import { inProject } from '../../../src/project.server.ts';
import { launchBrowser } from '../../../testing/machine/browser.ts';
import { checkMeasurements } from './checks.ts';
import { figuresTable, measureInTurn, type Figures } from './figures.ts';
import { printingMeasurements } from './printing.ts';
import { roomMeasurements } from './room.ts';
import { openSide, type Side } from './side.ts';
import { visitMeasurements } from './visits.ts';

const ABOUT = `## Lived in

Each round is a newcomer's, in a profile without a cache. Times of a first visit count from the navigation, of runs and
checks from pressing the button, of the other language from pressing its link. A dash is what that build cannot do, or not
in time.`;

export interface LivedInOptions {
  /** Another checkout that is built, to measure beside this one. */
  beside?: string;
  /** Of everything; without it 5 of visits and 3 of checks and printing. */
  rounds?: number;
  onProgress: (line: string) => void;
}

/** Measures the built site as a newcomer lives in it, in Chromium; resolves with Markdown. Needs `npm run build`. */
export async function measureLivedIn({ beside, rounds, onProgress }: LivedInOptions): Promise<string> {
  const browser = await launchBrowser();
  const sides: Side[] = [];
  try {
    sides.push(await openSide('here', inProject(), browser));
    if (beside !== undefined) sides.push(await openSide('beside', beside, browser));
    const texts = [ABOUT];
    for (const measurement of measurements(rounds))
      texts.push(toldOf(await measureInTurn(measurement, sides, onProgress), sides));
    return texts.join('\n\n');
  } finally {
    await browser.close();
    for (const { site } of sides) site.close();
  }
}

function toldOf(figures: Figures, sides: readonly Side[]): string {
  const names = sides.map(({ name }) => name);
  const lost = figures.lost.map(line => `Came to nothing: ${line}.`);
  const parts = [`### ${figures.title}`, `Medians of ${figures.rounds}.`, figuresTable(figures, names), ...lost];
  return parts.join('\n\n');
}

function measurements(rounds?: number) {
  return [
    ...visitMeasurements(rounds ?? 5),
    ...checkMeasurements(rounds ?? 3),
    ...printingMeasurements(rounds ?? 3),
    ...roomMeasurements(),
  ];
}
