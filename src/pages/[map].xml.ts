import type { APIRoute } from 'astro';

import { findablePages, sitemapPaths } from '#src/site/found/pages.ts';
import { sitemap } from '#src/site/found/sitemap.ts';

export const GET: APIRoute = async ({ site }) =>
  new Response(sitemap(site!, await findablePages()), {
    headers: { 'content-type': 'application/xml; charset=utf-8' },
  });

export const getStaticPaths = sitemapPaths;
