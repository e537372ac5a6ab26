import { offline as english } from '../../../content/en/ui.json';
import { offline as korean } from '../../../content/ko/ui.json';
import { answer } from './answer.ts';
import { isGone } from './gone.ts';
import { CACHE, isOfClass, WORKER } from './manifest.ts';
import { missingPage } from './missing-page.ts';

/**
 * The service worker, a file of its own (integrations/offline.ts): what was kept answers where the network does not. It
 * fetches nothing by itself; pages keep the course (keep.ts), and what it passes on it keeps.
 */
declare const self: ServiceWorkerGlobalScope;

self.addEventListener('install', () => void self.skipWaiting());
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', event => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || request.headers.has('range')) return;
  // The machine looks after its own files, which are large (src/runtimes/vm/assets.ts).
  if (pathname.startsWith('/machine/')) return;
  if (isOfClass(pathname)) return;
  if (request.mode === 'navigate') event.waitUntil(leaveIfGone().catch(() => {}));
  event.respondWith(
    answer(request, {
      open: () => caches.open(CACHE),
      fetch: asked => fetch(asked),
      later: work => event.waitUntil(work),
      missing: () => missingPage(pathname, { en: english, ko: korean }),
    }),
  );
});

let looked = false;

/** Once each time the browser starts the worker, which it does after every half minute of quiet. */
async function leaveIfGone(): Promise<void> {
  if (looked) return;
  looked = true;
  if (!isGone(await fetch(WORKER, { cache: 'no-cache' }))) return;
  await self.registration.unregister();
  await caches.delete(CACHE);
}
