import { setTimeout } from 'node:timers/promises';

import type { Page } from '@playwright/test';

import type { Measurement, Sample } from './figures.ts';
import { go, keptAnswer, LIVE, press, READY, sinceNavigation, type LessonName } from './lesson.ts';
import { asNewcomer, LIMIT_MS, type Side } from './side.ts';

const MB = 1e6;
const S = 1e3;
const POLL_MS = 250;
/** Where a page looks up what Run and Check need of Node: no program is quicker to write. */
const HASH = `import { createHash } from 'node:crypto';
console.log(createHash('sha256').update('hello').digest('hex'));
process.exit();
`;

/** What a newcomer waits for and pays for, and what it is like later. */
export function visitMeasurements(rounds: number): Measurement<Side>[] {
  return [
    { title: 'A TLS lesson (copied-snippet)', rounds, measure: side => stay(side, 'copied-snippet') },
    { title: 'Echo', rounds, measure: side => stay(side, 'echo') },
    { title: 'Run pressed at once, on a first visit', rounds, measure: atOnce },
  ];
}

/** A first visit, until all has come; two runs; then another visit, a reload and the other language. */
function stay(side: Side, lesson: LessonName): Promise<Sample> {
  return asNewcomer(side, async page => {
    const first = await firstVisit(page, side, lesson);
    await press(page, 'run'); // the first run after a start is another thing
    const later = await press(page, 'run');
    const runs = { 'a later run, first line, s': later.first / S, 'a later run, end, s': later.end / S };
    return { ...first, ...runs, ...(await comingBack(page, side, lesson)) };
  });
}

async function firstVisit(page: Page, side: Side, lesson: LessonName): Promise<Sample> {
  const sent = (): number => Object.values(side.site.sent()).reduce((sum, bytes) => sum + bytes) / MB;
  const before = sent();
  await go(page, side, lesson);
  const clickable = await sinceNavigation(page, LIVE);
  const ready = await sinceNavigation(page, READY);
  const untilReady = sent();
  const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN);
  await allKept(page);
  return {
    'first text (FCP), s': paint / S,
    'Run clickable, s': clickable / S,
    'machine ready, s': ready / S,
    'sent until ready, MB': untilReady - before,
    'sent after it (the cold disk), MB': sent() - untilReady,
  };
}

/** Waits until this browser keeps all of the machine, for later visits: its manifest, its state and its cold disk. */
async function allKept(page: Page): Promise<void> {
  const kept = (): Promise<number> =>
    page.evaluate(async () => {
      const all = await (await caches.open('handshake-machine')).keys();
      return all.filter(({ url }) => url.endsWith('.zst')).length;
    });
  for (let waited = 0; (await kept()) < 2; waited += POLL_MS) {
    if (waited > LIMIT_MS) throw new Error('the cold disk has not come');
    await setTimeout(POLL_MS);
  }
}

async function comingBack(page: Page, side: Side, lesson: LessonName): Promise<Sample> {
  const again = await page.context().newPage();
  await page.close();
  await go(again, side, lesson);
  const second = await sinceNavigation(again, `${READY} ${LIVE}`);
  await again.reload({ waitUntil: 'commit' });
  const reload = await sinceNavigation(again, `${READY} ${LIVE}`);
  const started = performance.now();
  await again.locator('a[data-language="ko"]').first().click();
  await again.locator(`${READY}[lang="ko"] ${LIVE}`).first().waitFor();
  const other = performance.now() - started;
  return {
    'ready, second visit, s': second / S,
    'ready, reload, s': reload / S,
    'ready, other language, s': other / S,
  };
}

async function atOnce(side: Side): Promise<Sample> {
  const hash = await keptAnswer(side, 'echo', HASH);
  return {
    'TLS (copied-snippet), first output, s': await firstOutput(side, 'copied-snippet'),
    'a hash, first output, s': await firstOutput(side, 'echo', hash),
    'echo, first output, s': await firstOutput(side, 'echo'),
  };
}

/** Seconds from the navigation to the first output of a Run that is pressed as soon as it can be. */
function firstOutput(side: Side, lesson: LessonName, storageState?: Awaited<ReturnType<typeof keptAnswer>>) {
  return asNewcomer(
    side,
    async page => {
      await go(page, side, lesson);
      const clickable = await sinceNavigation(page, LIVE);
      const { first } = await press(page, 'run');
      return (clickable + first) / S;
    },
    storageState ? { storageState } : {},
  );
}
