import type { IncomingMessage } from 'node:http';

import { Problem } from './problem.ts';

/** Bytes of a form; a roster is the longest. */
export const LONGEST_FORM = 256 * 1024;
/** Bytes of a pupil's events in one request. */
export const LONGEST_EVENTS = 4 * 1024 * 1024;

/** A request's body, of at most so many bytes; rejects with 413 before it has read more. */
export async function bodyOf(request: IncomingMessage, most: number): Promise<Buffer<ArrayBuffer>> {
  if (Number(request.headers['content-length']) > most) throw new Problem(413);
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > most) throw new Problem(413);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** What was typed into a form, a file as its text. */
export type Fields = Readonly<Record<string, string>>;

/** A form's fields, as browsers send them (HTML, 4.10.22); rejects with 415 or 400 for anything else. */
export async function formOf(request: IncomingMessage): Promise<Fields> {
  const type = request.headers['content-type'] ?? '';
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/.test(type)) throw new Problem(415);
  const body = await bodyOf(request, LONGEST_FORM);
  const form = await new Response(body, { headers: { 'Content-Type': type } }).formData().catch(() => {
    throw new Problem(400);
  });
  const fields: Record<string, string> = {};
  for (const [name, value] of form)
    fields[name] = typeof value === 'string' ? value : textOf(await value.arrayBuffer());
  return fields;
}

/** A file's text: UTF-8, or what a Korean spreadsheet writes (Encoding, 4.2: `euc-kr` is Windows-949). */
function textOf(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('euc-kr').decode(bytes);
  }
}

/** A body of JSON; rejects with 415 or 400 for anything else. Pages of other sites cannot send this type unasked. */
export async function jsonOf(request: IncomingMessage, most: number): Promise<unknown> {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) throw new Problem(415);
  const body = await bodyOf(request, most);
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new Problem(400);
  }
}
