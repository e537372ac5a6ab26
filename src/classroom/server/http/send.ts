import type { IncomingMessage, ServerResponse } from 'node:http';

import type { View } from '../views.ts';
import type { Answer } from './answer.ts';

/** The pages whose script may ask for a passkey (Web Authentication Level 3, 5.9). */
const PASSKEYS_ON: readonly View['page'][] = ['log-in', 'account'];

/** Makes a page of a view, at the address of the request. */
export type Render = (request: IncomingMessage, response: ServerResponse, view: View, status: number) => Promise<void>;

/** Sends an answer. None of them may be kept: they are somebody's own. */
export async function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  render: Render,
): Promise<void> {
  response.setHeader('Cache-Control', 'no-store');
  // Over plain http, a form's Origin is all that tells where it came from, and `no-referrer` would take it (Fetch, 3.2).
  response.setHeader('Referrer-Policy', 'same-origin');
  // What has not been read of a body would be taken for the next request.
  if (!request.complete && request.method === 'POST') response.setHeader('Connection', 'close');
  if ('cookies' in answer && answer.cookies) response.setHeader('Set-Cookie', [...answer.cookies]);
  if ('view' in answer) {
    if (PASSKEYS_ON.includes(answer.view.page)) allowPasskeys(response);
    return render(request, response, answer.view, answer.status ?? 200);
  }
  if ('to' in answer) return void response.writeHead(303, { Location: answer.to }).end();
  if ('html' in answer) {
    const type = { 'Content-Type': 'text/html;charset=utf-8', 'Content-Security-Policy': answer.policy };
    return void response.writeHead(answer.status ?? 200, type).end(answer.html);
  }
  if ('stream' in answer) {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
    return answer.stream(response);
  }
  const { text, type, file } =
    'json' in answer ? { text: JSON.stringify(answer.json), type: 'application/json', file: undefined } : answer;
  if (file !== undefined) response.setHeader('Content-Disposition', `attachment; filename="${file}"`);
  response.writeHead(answer.status ?? 200, { 'Content-Type': type }).end(text);
}

/** The site's headers refuse passkeys to every page. */
function allowPasskeys(response: ServerResponse): void {
  const policy = response.getHeader('Permissions-Policy');
  if (typeof policy !== 'string') return;
  response.setHeader(
    'Permissions-Policy',
    policy.replaceAll(/(publickey-credentials-(?:create|get))=\(\)/g, '$1=(self)'),
  );
}
