import type { APIRoute } from 'astro';

import type { Lang } from '../../i18n/strings.ts';
import { langPaths } from '../../site/course-data.ts';
import { searchIndex } from '../../site/found/search-index.ts';

/** What can be searched for in a language (`Place[]`); fetched by a reader who searches. */
export const GET: APIRoute<{ lang: Lang }> = async ({ props }) => Response.json(await searchIndex(props.lang));

export const getStaticPaths = langPaths;
