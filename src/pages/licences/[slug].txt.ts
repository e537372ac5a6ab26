import type { APIRoute } from 'astro';

import { licenceTexts } from '#src/site/licences.ts';

export const GET: APIRoute<{ text: string }> = ({ props }) =>
  new Response(props.text, { headers: { 'content-type': 'text/plain; charset=utf-8' } });

export async function getStaticPaths() {
  return (await licenceTexts()).map(({ slug, text }) => ({ params: { slug }, props: { text } }));
}
