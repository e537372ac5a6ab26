import { chromium, type BrowserContext, type LaunchOptions, type Page } from '@playwright/test';

import { environment } from '../../src/environment/index.server.ts';
import { pathOf } from '../support/course.ts';
import { killBrowser } from '../support/kill.ts';
import { expect, test } from './test.ts';

/** How often the browser is killed on each page; the figures of decision 006 are from KILLS=30. */
const { KILLS } = environment(['KILLS']);
/** Text older than this, in milliseconds, must never be lost. */
const OLDEST_LOST = 1_000;
const KEY = 'handshake/draft/aead';

interface Round {
  /** By number, when a word had been typed, ms since 1970. */
  typedAt: number[];
  killedAt: number;
}

test.describe.configure({ timeout: 60_000 + KILLS * 40_000 });

test('kill -9 while typing loses no text that is older than a second', async ({ site, launchOptions }, info) => {
  await survive(`${site.url}/en/`, launchOptions, info.outputPath('profile'), line => info.annotations.push(line));
});

test('nor does it on the page of a lesson', async ({ baseURL, launchOptions }, info) => {
  const url = baseURL + pathOf('en', 'aead');
  await survive(url, launchOptions, info.outputPath('profile'), line => info.annotations.push(line));
});

async function survive(
  url: string,
  options: LaunchOptions,
  profile: string,
  tell: (line: { type: string; description: string }) => void,
): Promise<void> {
  const lost: number[] = [];
  const lostByLocalStorage: number[] = [];
  for (let kills = 0; kills < KILLS; kills++) {
    const round = await typeUntilKilled(url, options, profile, kills);
    const context = await launch(profile, options);
    const { shown, inLocalStorage } = await kept(await openLesson(context, url));
    await context.close();
    lost.push(ageOfLoss(round, shown, kills));
    lostByLocalStorage.push(ageOfLoss(round, inLocalStorage, kills));
  }
  tell({ type: 'ms lost', description: lost.join(' ') });
  tell({ type: 'ms that localStorage alone would have lost', description: lostByLocalStorage.join(' ') });
  expect(Math.max(...lost), `ms lost by each kill: ${lost.join(' ')}`).toBeLessThan(OLDEST_LOST);
}

async function launch(profile: string, options: LaunchOptions): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(profile, options);
  await context.addInitScript(key => {
    localStorage.setItem('handshake:editor', 'simple');
    // Before the page looks, and mends it.
    Object.assign(window, { before: localStorage.getItem(key) ?? '' });
  }, KEY);
  // The machine has nothing to do with it and takes a whole core.
  await context.route('**/machine/**', route => route.abort());
  return context;
}

async function openLesson(context: BrowserContext, url: string): Promise<Page> {
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(url);
  await expect(page.locator('.workspace')).toHaveAttribute('data-live', 'true');
  return page;
}

/** Types words that say their round and number, then kills the browser at a moment of no meaning. */
async function typeUntilKilled(url: string, options: LaunchOptions, profile: string, round: number): Promise<Round> {
  const context = await launch(profile, options);
  const page = await openLesson(context, url);
  const closed = context.waitForEvent('close', { timeout: 0 });
  await page.getByRole('textbox', { name: /seal\.mjs/ }).focus();
  await page.keyboard.press('ControlOrMeta+a');
  const until = Date.now() + 2_000 + Math.random() * 3_000;
  const typedAt: number[] = [];
  while (Date.now() < until) {
    await page.keyboard.insertText(`r${round}w${typedAt.length} `);
    typedAt.push(Date.now());
  }
  const killedAt = Date.now();
  killBrowser(profile);
  await closed;
  return { typedAt, killedAt };
}

async function kept(page: Page): Promise<{ shown: string; inLocalStorage: string }> {
  return {
    shown: await page.getByRole('textbox', { name: /seal\.mjs/ }).inputValue(),
    inLocalStorage: await page.evaluate(() => (window as unknown as { before: string }).before),
  };
}

/** How long before the kill the oldest of the lost words was typed, in ms; 0 when none is lost. */
function ageOfLoss({ typedAt, killedAt }: Round, text: string, round: number): number {
  const words = [...text.matchAll(new RegExp(`r${round}w(\\d+) `, 'g'))].map(([, word]) => Number(word));
  expect(words, 'no word within the text is missing').toEqual(words.map((_, at) => at));
  return words.length < typedAt.length ? killedAt - typedAt[words.length]! : 0;
}
