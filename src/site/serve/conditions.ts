import type { IncomingHttpHeaders } from 'node:http';

/** What tells one state of a file from another. */
export interface Validators {
  /** A strong one, with its quotes. */
  etag: string;
  /** Milliseconds since 1970, in whole seconds as Last-Modified has it. */
  modified: number;
}

/** The status that a conditional request ends with, in the order of RFC 9110, 13.2.2; undefined where it goes on. */
export function endedBy(headers: IncomingHttpHeaders, { etag, modified }: Validators): 304 | 412 | undefined {
  const match = headers['if-match'];
  const unmodifiedSince = dateOf(headers['if-unmodified-since']);
  if (match !== undefined ? !names(match, etag) : unmodifiedSince < modified) return 412;
  const noneMatch = headers['if-none-match'];
  // 8.8.3.2: here, unlike above, a weak tag is as good as a strong one.
  if (noneMatch !== undefined) return names(noneMatch.replaceAll('W/', ''), etag) ? 304 : undefined;
  return dateOf(headers['if-modified-since']) >= modified ? 304 : undefined;
}

/** Whether a Range may be answered as one: If-Range names this very state, or is not there (RFC 9110, 13.1.5). */
export function rangeMayBe(headers: IncomingHttpHeaders, { etag, modified }: Validators): boolean {
  const wanted = headers['if-range'];
  if (typeof wanted !== 'string') return true;
  return wanted.includes('"') ? wanted.trim() === etag : dateOf(wanted) === modified;
}

function names(list: string, etag: string): boolean {
  return list.trim() === '*' || (list.match(/(W\/)?"[^"]*"/g)?.includes(etag) ?? false);
}

/** An HTTP date, the oldest of its three forms is without a zone (RFC 9110, 5.6.7); NaN, which compares to nothing. */
function dateOf(text: string | undefined): number {
  return text === undefined ? NaN : Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
}
