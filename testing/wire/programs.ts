import { aptInstall, isThere } from '../apt.ts';

/** What judges, and whoever talks in the captures besides Node; sharkd and editcap come with tshark. */
const PROGRAMS = { tshark: 'sharkd', curl: 'curl', openssl: 'openssl', python3: 'python3' } as const;

const missing = (): string[] =>
  Object.entries(PROGRAMS)
    .filter(([, command]) => !isThere(command))
    .map(([name]) => name);

/** Installs Debian's tshark and the others where this user may; gives what is still missing, in one line. */
export function ensurePrograms(): string | undefined {
  const wanted = missing();
  if (wanted.length === 0) return undefined;
  const failed = aptInstall(wanted);
  const left = missing();
  if (left.length === 0) return undefined;
  return `there is no ${left.join(', no ')}; install as root: apt-get install ${left.join(' ')} (${failed ?? 'installed elsewhere'})`;
}
