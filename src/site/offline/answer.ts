import { HASHED } from './manifest.ts';

/** What the answer to a request is made of. */
export interface Sources {
  open(): Promise<Pick<Cache, 'match' | 'put'>>;
  fetch(request: Request): Promise<Response>;
  /** Work that may outlast the answer. */
  later(work: Promise<unknown>): void;
  /** The page that stands in for one which is not kept, where the network does not answer. */
  missing(): Response;
  /** Milliseconds that a kept copy waits for a network that says nothing; 4000 unless told. */
  patience?: number;
}

/**
 * A file named by its content comes from what is kept, any other from the network, and from what is kept where the
 * network fails or is silent. Rejects as the network did where nothing else is left and no page was asked for.
 */
export async function answer(request: Request, sources: Sources): Promise<Response> {
  const cache = await sources.open().catch(() => undefined); // a browser may refuse storage at any time
  const kept = await cache?.match(request, { ignoreVary: true, ignoreSearch: true }).catch(() => undefined);
  if (kept && HASHED.test(new URL(request.url).pathname)) return kept;

  const fresh = sources.fetch(request).then(response => {
    if (cache && isWorthKeeping(response)) sources.later(cache.put(request, response.clone()).catch(() => {}));
    return response;
  });
  if (kept) return Promise.race([fresh.catch(() => kept), after(sources.patience ?? 4_000, kept)]);
  return request.mode === 'navigate' ? fresh.catch(() => sources.missing()) : fresh;
}

/** Whole, from here, and no error: a redirect must not be kept as the page that it leads to. */
function isWorthKeeping({ status, type, redirected }: Response): boolean {
  return status === 200 && type === 'basic' && !redirected;
}

function after<T>(ms: number, value: T): Promise<T> {
  return new Promise(resolve => setTimeout(() => resolve(value), ms));
}
