import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

import { headersFor } from './headers.ts';
import type { SiteOptions } from './handler.ts';
import { hostRefusal } from './hosts.ts';

/** Answers what no file can; resolves with false, having done nothing, where that is not its to answer. */
export type Beside = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/** Answers with `beside` where that has an answer, and with the files of `site` else; under the same headers. */
export function siteWith(
  site: RequestListener,
  beside: Beside,
  { isolated = true, hosts = [] }: SiteOptions = {},
): RequestListener {
  return (request, response) => {
    // The site says why, in words.
    if (hostRefusal(request, hosts)) return site(request, response);
    for (const [name, value] of Object.entries(headersFor('', { isolated }))) response.setHeader(name, value);
    response.on('error', () => {}); // its connection is gone, and so is whom it could be told to
    beside(request, response).then(
      answered => void (answered || site(request, response)),
      () => void response.destroy(),
    );
  };
}
