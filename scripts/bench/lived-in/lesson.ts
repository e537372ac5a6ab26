import type { Page } from '@playwright/test';

import { stringsFor } from '../../../src/i18n/strings.ts';
import { asNewcomer, LIMIT_MS, type Side } from './side.ts';

/**
 * A lesson's page by what every build so far has in common: `data-task`, `data-runtime-status`, the classes of the
 * bench, the names of its regions. Where builds differ, ask the page here, and nowhere else.
 */
export const LESSONS = {
  'copied-snippet': 'start/copied-snippet',
  echo: 'sockets/echo',
  'mutual-tls': 'authentication/mutual-tls',
} as const;
export type LessonName = keyof typeof LESSONS;

const words = stringsFor('en');
/** The bench answers: its scripts have come. */
export const LIVE = 'astro-island:not([ssr]) [data-task="run"]';
export const READY = 'html[data-runtime-status="ready"]';

/** Milliseconds from pressing a button. */
export interface Pressed {
  /** To the first output; NaN where there was none. */
  first: number;
  end: number;
}

/** Goes to a lesson; does not wait for any of it. */
export async function go(page: Page, { site }: Side, lesson: LessonName): Promise<void> {
  await page.goto(`${site.url}en/${LESSONS[lesson]}/`, { waitUntil: 'commit' });
}

/** Goes to a lesson and waits until its bench answers and its machine is ready. */
export async function open(page: Page, side: Side, lesson: LessonName): Promise<void> {
  await go(page, side, lesson);
  await sinceNavigation(page, `${READY} ${LIVE}`);
}

/** Milliseconds from the navigation until something is there that matches, to a frame. */
export async function sinceNavigation(page: Page, selector: string): Promise<number> {
  const shown = await page.waitForFunction(
    wanted => (document.querySelector(wanted) ? performance.now() : false),
    selector,
    { polling: 'raf' },
  );
  return Number(await shown.jsonValue());
}

/** Presses Run or Check and waits for its end, to a frame; after `limit` ms presses Stop, and `end` is NaN. */
export function press(page: Page, task: 'run' | 'check', limit = LIMIT_MS): Promise<Pressed> {
  return page.evaluate(pressAndWatch, [task, limit] as const);
}

/** Runs in the page. What an earlier run has left goes away before the new one has anything to show. */
async function pressAndWatch([task, limit]: readonly ['run' | 'check', number]): Promise<Pressed> {
  const stop = document.querySelector<HTMLElement>('.ws-stop')!;
  const started = performance.now();
  const since = (): number => performance.now() - started;
  const until = async (holds: () => boolean): Promise<number> => {
    while (!holds() && since() < limit) await new Promise(requestAnimationFrame);
    return holds() ? since() : NaN;
  };
  const busy = (): boolean => stop.dataset['shown'] === 'true';
  const printed = (): boolean => document.querySelector('.ws-block') !== null;
  document.querySelector<HTMLElement>(`[data-task="${task}"]`)!.click();
  await until(() => busy() && !document.querySelector('.ws-exit'));
  const began = await until(() => printed() || !busy());
  const first = printed() ? began : NaN;
  const end = await until(() => !busy());
  if (Number.isNaN(end)) stop.click();
  return { first, end };
}

/** What the last run printed, as far as it is drawn. */
export function printed(page: Page): Promise<string> {
  return page.evaluate(() => [...document.querySelectorAll('.ws-block pre')].map(one => one.textContent).join(''));
}

/** Whether every check passes, by the page's own list. */
export function allPass(page: Page): Promise<boolean> {
  return page
    .locator('[data-check]')
    .evaluateAll(all => all.length > 0 && all.every(one => (one as HTMLElement).dataset['status'] === 'pass'));
}

/** Puts a text in place of the answer's first file, through the simple editor, and goes back to the full one. */
export async function write(page: Page, text: string): Promise<void> {
  const code = page.getByRole('region', { name: words.regions.code, exact: true });
  const simple = code.getByRole('checkbox', { name: words.editor.simple });
  await simple.check();
  await code.locator('textarea:not(.monaco-editor *)').and(code.getByRole('textbox')).fill(text);
  await simple.uncheck();
}

/** A profile that has kept this answer to a lesson, and nothing of the machine: what `newContext` takes. */
export function keptAnswer(side: Side, lesson: LessonName, text: string) {
  return asNewcomer(side, async page => {
    await go(page, side, lesson);
    await sinceNavigation(page, LIVE);
    await write(page, text);
    await page.waitForFunction(
      ([key, end]) => localStorage.getItem(key)?.includes(JSON.stringify(end).slice(1, -1)) ?? false,
      [`handshake/draft/${lesson}`, text.slice(-40)] as const,
    );
    return page.context().storageState();
  });
}
