import { probeKeeper, type ProbeKeeper } from '../probe/kept.ts';
import { DEFAULT_ORIGIN } from './origin.ts';

/** The client's own version, which it sends to the service; what was proved of one says nothing of another. */
export const CLIENT_VERSION = '1.6.4';

/** Where the probe of one origin's WebContainer is kept, for this version of its client and this browser. */
export function webContainerKeeper(origin = DEFAULT_ORIGIN): ProbeKeeper {
  return probeKeeper('webcontainer', `${CLIENT_VERSION} ${origin} ${navigator.userAgent}`);
}
