/**
 * Whether another site is at this address now: what answered for the service worker is no script. On localhost, where
 * one program follows another, ours must not stand between a reader and somebody else's pages.
 */
export function isGone({ status, headers }: Pick<Response, 'status' | 'headers'>): boolean {
  if (status === 404) return true;
  return status === 200 && !/\bjavascript\b/.test(headers.get('content-type') ?? '');
}
