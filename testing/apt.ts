import { spawnSync } from 'node:child_process';

/** Installs packages of Debian where this user may; gives what to tell whoever may not, undefined where it worked. */
export function aptInstall(packages: readonly string[]): string | undefined {
  const asRoot = rootCommand();
  if (!asRoot || !isThere('apt-get')) return 'apt-get cannot be used here';
  console.log(`Installing ${packages.join(' and ')} with apt-get ...`);
  const apt = (...args: string[]) => {
    const [command, ...rest] = [...asRoot, 'apt-get', '-qq', ...args];
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    return spawnSync(command!, rest, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  };
  apt('update'); // an old list may still do
  const { status, stderr } = apt('install', '-y', '--no-install-recommends', ...packages);
  return status === 0 ? undefined : `apt-get said: ${stderr.trim().split('\n').at(-1)}`;
}

/** What to put before a command to run it as root without being asked; undefined when that cannot be. */
function rootCommand(): string[] | undefined {
  if (process.getuid?.() === 0) return [];
  return isThere('sudo') && spawnSync('sudo', ['-n', 'true']).status === 0
    ? ['sudo', '-n', '--preserve-env=DEBIAN_FRONTEND']
    : undefined;
}

export function isThere(command: string): boolean {
  return spawnSync(command, ['--version']).error === undefined;
}
