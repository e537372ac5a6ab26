import type { ServerResponse } from 'node:http';

import type { View } from '../views.ts';

/** What comes of a request. */
export type Answer =
  /** A page that Astro renders at this address. */
  | { view: View; status?: number; cookies?: readonly string[] }
  /** Goes on at another address, by GET. */
  | { to: string; cookies?: readonly string[] }
  | { json: unknown; status?: number; cookies?: readonly string[] }
  /** A whole page that needs nothing else of this site, with its own policy (CSP). */
  | { html: string; policy: string; status?: number; cookies?: readonly string[] }
  | { text: string; type: string; status?: number; file?: string }
  /** Something that keeps the connection; it ends it, too. */
  | { stream: (response: ServerResponse) => void };
