import type { APIRoute } from 'astro';

import { drawTouchIcon } from '#src/site/found/picture.server.ts';

export const GET: APIRoute = async () =>
  new Response(await drawTouchIcon(), { headers: { 'content-type': 'image/png' } });
