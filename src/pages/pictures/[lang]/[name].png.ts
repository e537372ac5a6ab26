import type { APIRoute } from 'astro';

import { drawPicture, type Picture } from '#src/site/found/picture.server.ts';
import { pictureRoutes } from '#src/site/found/picture-routes.ts';

export const GET: APIRoute<Picture> = async ({ props }) =>
  new Response(await drawPicture(props), { headers: { 'content-type': 'image/png' } });

export async function getStaticPaths() {
  return (await pictureRoutes()).map(({ lang, name, picture }) => ({ params: { lang, name }, props: picture }));
}
