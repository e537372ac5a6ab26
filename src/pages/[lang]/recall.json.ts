import type { APIRoute } from 'astro';

import type { Lang } from '../../i18n/strings.ts';
import { langPaths, loadCourse } from '../../site/course-data.ts';
import { recallPages } from '../../site/recall-pages.ts';

/** The questions that come up again of every lesson (`RecallPages`); fetched only by a reader who has one due. */
export const GET: APIRoute = async ({ params }) =>
  Response.json(await recallPages(await loadCourse(params.lang as Lang)));

export const getStaticPaths = langPaths;
