import { existsSync } from 'node:fs';

import { environment } from '../src/environment/index.server.ts';
import { aptInstall } from './apt.ts';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** Korean pages are measured and photographed with a font that has Hangul. */
const PACKAGES = ['chromium', 'fonts-noto-cjk'];

/** Path of a Chromium, `CHROMIUM` first; undefined when there is none. */
export function findChromium(env: Readonly<Record<string, string | undefined>> = process.env): string | undefined {
  return [environment(['CHROMIUM'], env).CHROMIUM, ...PLACES].find(path => path && existsSync(path));
}

/** One line on how to get a browser for the tests. */
export const HOW_TO_GET_CHROMIUM =
  `there is no Chromium; install it: apt-get install ${PACKAGES.join(' ')}` +
  ' (as root), or name one: CHROMIUM=/path/to/chromium npm test';

/** Installs Chromium where this user may; resolves with what is still missing, in one line, or undefined. */
export function ensureChromium(): string | undefined {
  if (findChromium()) return undefined;
  const failed = aptInstall(PACKAGES);
  return findChromium() ? undefined : `${HOW_TO_GET_CHROMIUM} (${failed ?? 'it was installed elsewhere'})`;
}
