import type { BrowserContext } from '@playwright/test';

/** What a lesson's page does before a reader asks for anything; the machine comes when it is needed in any case. */
export type Ahead = 'nothing' | 'start' | 'start and warm up';

/**
 * Has a context's pages do no more ahead than that, by what they read of the reader's computer: one who saves data is
 * sent neither machine nor Monaco unasked, and a computer with one core does not warm a machine up, which keeps a core
 * busy for most of a minute.
 */
export async function doAhead(context: BrowserContext, ahead: Ahead): Promise<void> {
  if (ahead === 'start and warm up') return;
  await context.addInitScript(savesData => {
    Object.defineProperty(Navigator.prototype, 'hardwareConcurrency', { get: () => 1 });
    if (savesData) Object.defineProperty(NetworkInformation.prototype, 'saveData', { get: () => true });
  }, ahead === 'nothing');
}

/** Chromium's, which TypeScript's library of the page leaves out (Network Information API). */
declare const NetworkInformation: { prototype: object };
