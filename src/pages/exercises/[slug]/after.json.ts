import type { APIRoute } from 'astro';
import { getCollection } from 'astro:content';

import { loadLesson } from '../../../course/disk/load.server.ts';
import { afterPassing } from '../../../site/after-passing.ts';

/** Wrong answers and other right ones (`AfterPassing`); fetched only by a reader who has passed. */
export const GET: APIRoute = async ({ params }) => Response.json(afterPassing(await loadLesson(params.slug!)));

export async function getStaticPaths() {
  return (await getCollection('exercises')).map(({ id }) => ({ params: { slug: id } }));
}
