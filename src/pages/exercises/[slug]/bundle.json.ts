import type { APIRoute } from 'astro';
import { getCollection } from 'astro:content';

import { loadLesson } from '../../../course/disk/load.server.ts';

/** What an exercise is run and checked with (`ExerciseBundle`). */
export const GET: APIRoute = async ({ params }) => Response.json((await loadLesson(params.slug!)).bundle);

export async function getStaticPaths() {
  return (await getCollection('exercises')).map(({ id }) => ({ params: { slug: id } }));
}
