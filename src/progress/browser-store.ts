import { createMirror } from './mirror.ts';
import { mirrorStore } from './mirrored-store.ts';
import { revisionOf } from './records.ts';
import { createStore, quietly, type Store } from './store.ts';

let ofThisPage: Store | undefined;

/** The page's own store, in localStorage and in IndexedDB; outside a browser one that keeps nothing. */
export function browserStore(): Store {
  if (typeof window === 'undefined') return createStore(undefined);
  ofThisPage ??= mirrorStore(
    createStore(
      quietly(() => window.localStorage, undefined),
      window,
    ),
    createMirror(),
    revisionOf,
  );
  return ofThisPage;
}
