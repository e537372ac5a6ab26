/** Of what a message ends: with its head, after so many bytes, after its last chunk, or with the connection (RFC 9112, section 6.3). */
export type Framing = { kind: 'none' } | { kind: 'length'; length: number } | { kind: 'chunked' } | { kind: 'close' };

/** No head of a message is longer that anybody would take. */
export const LONGEST_HEAD = 64 * 1024;
const CR = 13;
const LF = 10;

const METHODS = /^(GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH) /;

/** Whether a stream may begin so. */
export function looksLikeRequest(bytes: Uint8Array): boolean {
  return METHODS.test(text(bytes.subarray(0, 12)));
}

export const looksLikeResponse = (bytes: Uint8Array): boolean => text(bytes.subarray(0, 7)) === 'HTTP/1.';

/** Bytes as ISO 8859-1, as HTTP/1.1 reads a head. */
export function text(bytes: Uint8Array): string {
  let all = '';
  for (const byte of bytes) all += String.fromCharCode(byte);
  return all;
}

/** Where the next line ends, behind its line feed; undefined where it does not. */
export function lineEnd(bytes: Uint8Array, at: number): number | undefined {
  const feed = bytes.indexOf(LF, at);
  return feed < 0 ? undefined : feed + 1;
}

/** Where the head ends, behind its empty line; undefined where it does not, looking from `from`. */
export function headEnd(bytes: Uint8Array, from = 0): number | undefined {
  for (let at = Math.max(0, from); at < bytes.length; at++) {
    if (bytes[at] !== LF) continue;
    if (bytes[at + 1] === LF) return at + 2;
    if (bytes[at + 1] === CR && bytes[at + 2] === LF) return at + 3;
  }
  return undefined;
}

/** How the body of a message with this head is framed; `method` is of the request that it answers, if it answers one. */
export function framingOf(head: string, method?: string): Framing {
  const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(head)?.[1] ?? 0);
  const isResponse = head.startsWith('HTTP/');
  if (isResponse && (method === 'HEAD' || (status >= 100 && status < 200) || status === 204 || status === 304)) {
    return { kind: 'none' };
  }
  if (/^transfer-encoding:[^\n]*\bchunked[ \t]*\r?$/im.test(head)) return { kind: 'chunked' };
  const length = /^content-length:[ \t]*(\d{1,15})[ \t]*\r?$/im.exec(head)?.[1];
  if (length) return { kind: 'length', length: Number(length) };
  return { kind: isResponse ? 'close' : 'none' };
}

/** The number at the beginning of a chunk (RFC 9112, section 7.1); undefined where there is none. */
export function chunkSize(line: string): number | undefined {
  const digits = /^([0-9a-f]{1,8})[ \t]*(?:;|\r?\n)/i.exec(line)?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 16);
}
