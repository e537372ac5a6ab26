import type { APIRoute } from 'astro';

import type { Lang } from '../../i18n/strings.ts';
import { atom } from '../../site/found/feed.ts';
import { feedPaths, lessonFeed } from '../../site/found/lesson-feed.ts';

export const GET: APIRoute<{ lang: Lang }> = async ({ props, site }) =>
  new Response(atom(site!, await lessonFeed(props.lang)), {
    headers: { 'content-type': 'application/atom+xml; charset=utf-8' },
  });

export const getStaticPaths = feedPaths;
