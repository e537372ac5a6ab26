import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';

import type { Render } from './http/send.ts';

/** What `@astrojs/node` exports in middleware mode. */
export type AstroHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  next: undefined,
  locals: object,
) => Promise<void>;

/**
 * Has Astro render views: one page does for all of them (src/pages/[lang]/class/), whatever the address, and what was
 * posted has been read already.
 */
export function renderWith(astro: AstroHandler): Render {
  return async (request, response, view, status) => {
    const path = URL.parse(request.url ?? '', 'http://localhost')?.pathname ?? '/';
    const lang = /^\/([a-z]{2})\//.exec(path)?.[1] ?? 'en';
    request.method = request.method === 'HEAD' ? 'HEAD' : 'GET';
    request.url = `/${lang}/class/`;
    completeHeaders(response);
    await astro(request, response, undefined, { classPage: { view, status, path } });
  };
}

/** The page's own policy comes from Astro, with its scripts' hashes; who may frame it is for us to say. */
function completeHeaders(response: ServerResponse): void {
  const write = response.writeHead.bind(response) as (status: number, headers?: OutgoingHttpHeaders) => ServerResponse;
  response.writeHead = ((status: number, headers: OutgoingHttpHeaders = {}) => {
    const policy = headers['content-security-policy'];
    const own = policy === undefined ? '' : `${String(policy).replace(/;\s*$/, '')}; `;
    return write(status, {
      ...headers,
      'content-type': 'text/html;charset=utf-8',
      'content-security-policy': `${own}frame-ancestors 'none'`,
    });
  }) as typeof response.writeHead;
}
