import type { APIRoute } from 'astro';
import { getCollection } from 'astro:content';

import { loadLesson } from '../../../course/disk/load.server.ts';

/** The solution's files, whole (`FileMap`); fetched only by a reader who asks for it. */
export const GET: APIRoute = async ({ params }) => Response.json((await loadLesson(params.slug!)).solution);

export async function getStaticPaths() {
  return (await getCollection('exercises')).map(({ id }) => ({ params: { slug: id } }));
}
