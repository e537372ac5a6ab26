import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a write comes from a page of this site. Browsers say so in Sec-Fetch-Site, over plain http only in Origin (Fetch,
 * 3.2; Fetch Metadata, 2): where neither is there, it was no page of ours.
 */
export function isOwnOrigin(headers: IncomingHttpHeaders, secure: boolean): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  const { origin, host } = headers;
  if (origin === undefined) return site === 'same-origin';
  return origin === `${secure ? 'https' : 'http'}://${host}`;
}
