import { isMetered } from '../../runtimes/metered.ts';
import { keepCourse } from './keep.ts';
import { CACHE, MANIFEST, WORKER } from './manifest.ts';

/** Milliseconds after the page's own needs: the machine comes first. */
const AFTER_READY = 5_000;

/**
 * From now on what is kept answers where the network does not; and the whole course is kept once the machine is up and the
 * line costs nothing. `<html data-offline="kept">` says that it is. Needs a secure context (Service Workers, 3.2), so not
 * plain http from another computer.
 */
export function workOffline(): void {
  if (!('serviceWorker' in navigator) || !isSecureContext) return;
  if (!import.meta.env.PROD) return void forget();
  navigator.serviceWorker.register(WORKER, { updateViaCache: 'none' }).then(keepWhenQuiet, () => {
    // A browser may refuse it, in a private window for instance: the site then works with a network, as before.
  });
}

function keepWhenQuiet(): void {
  const root = document.documentElement;
  const begin = async (): Promise<void> => {
    if (root.dataset.runtimeStatus !== 'ready' && !(await hasBegun())) return;
    watch.disconnect();
    setTimeout(() => void keepOnce(root).catch(() => {}), AFTER_READY);
  };
  const watch = new MutationObserver(() => void begin());
  watch.observe(root, { attributeFilter: ['data-runtime-status'] });
  void begin();
}

/** Whoever has had a machine up reads in earnest; to others, who may be on a phone, nothing large is sent unasked. */
async function hasBegun(): Promise<boolean> {
  return (await caches.match(MANIFEST).catch(() => undefined)) !== undefined;
}

/** In one tab at a time; what fails is tried again on the next page. */
async function keepOnce(root: HTMLElement): Promise<void> {
  if (isMetered()) return;
  await navigator.locks.request('handshake/offline', { ifAvailable: true }, async lock => {
    if (!lock) return;
    const cache = await caches.open(CACHE);
    await keepCourse({ cache, fetch: path => fetch(path, { cache: 'no-cache', priority: 'low' }) });
    root.dataset.offline = 'kept';
  });
}

/** The development server may follow a built site at the same address; what that kept would hide what is being written. */
async function forget(): Promise<void> {
  for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
}
