import { aptInstall, isThere } from '../apt.ts';

const HOW_TO_GET_TSHARK = 'there is no sharkd; install it as root: apt-get install tshark';

/** Installs Debian's tshark, with sharkd and editcap, where this user may; gives what is still missing, in one line. */
export function ensureTshark(): string | undefined {
  if (isThere('sharkd') && isThere('editcap')) return undefined;
  const failed = aptInstall(['tshark']);
  return isThere('sharkd') ? undefined : `${HOW_TO_GET_TSHARK} (${failed ?? 'it was installed elsewhere'})`;
}
