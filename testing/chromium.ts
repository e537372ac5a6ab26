import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

import { environment } from '../src/environment/index.server.ts';

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
  const asRoot = rootCommand();
  if (!asRoot || !isThere('apt-get')) return HOW_TO_GET_CHROMIUM;
  console.log(`Installing ${PACKAGES.join(' and ')} with apt-get ...`);
  const apt = (...args: string[]) => {
    const [command, ...rest] = [...asRoot, 'apt-get', '-qq', ...args];
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    return spawnSync(command!, rest, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  };
  apt('update'); // an old list may still do
  const { status, stderr } = apt('install', '-y', '--no-install-recommends', ...PACKAGES);
  if (status === 0 && findChromium()) return undefined;
  return `${HOW_TO_GET_CHROMIUM} (apt-get said: ${stderr.trim().split('\n').at(-1)})`;
}

/** What to put before a command to run it as root without being asked; undefined when that cannot be. */
function rootCommand(): string[] | undefined {
  if (process.getuid?.() === 0) return [];
  return isThere('sudo') && spawnSync('sudo', ['-n', 'true']).status === 0
    ? ['sudo', '-n', '--preserve-env=DEBIAN_FRONTEND']
    : undefined;
}

function isThere(command: string): boolean {
  return spawnSync(command, ['--version']).error === undefined;
}
