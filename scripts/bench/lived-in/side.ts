import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

import type { Browser, BrowserContextOptions, Page } from '@playwright/test';

import { serveBuilt, type BuiltSite } from '../serve-built.ts';

/** One build of the site, which a browser visits. */
export interface Side {
  name: string;
  site: BuiltSite;
  browser: Browser;
}

/**
 * Serves the site built in a checkout, or in the `dist` of one, under the name of its `role` and commit; rejects, saying
 * what to do, where there is none.
 */
export async function openSide(role: string, folder: string, browser: Browser): Promise<Side> {
  const dist = distOf(resolve(folder));
  return { name: `${role} (${await commitOf(dirname(dist))})`, site: await serveBuilt(dist), browser };
}

function distOf(folder: string): string {
  const dist = [join(folder, 'dist'), folder].find(one => existsSync(join(one, 'machine', 'manifest.json')));
  if (dist) return dist;
  throw new Error(`${folder} holds no built site with its machine; run npm run build in that checkout first`);
}

/** The commit that is checked out, as Git abbreviates it; where Git knows none, the folder's name. */
async function commitOf(checkout: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('git', ['-C', checkout, 'rev-parse', '--short', 'HEAD']);
    return stdout.trim();
  } catch {
    return basename(checkout);
  }
}

/** Opens a page in a profile that has never been here, and closes the profile afterwards. */
export async function asNewcomer<T>(
  { browser }: Side,
  visit: (page: Page) => Promise<T>,
  options: BrowserContextOptions = {},
): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, ...options });
  context.setDefaultTimeout(LIMIT_MS);
  try {
    return await visit(await context.newPage());
  } finally {
    await context.close();
  }
}

/** How long anything may take before its round comes to nothing. */
export const LIMIT_MS = 180_000;
