import type { Files } from '../../src/runtimes/runtime.ts';

/** Bytes on their way between Node and a page, which pass each other JSON. */
export const toBase64 = (data: string | Uint8Array): string => Buffer.from(data).toString('base64');
export const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

export function encodeFiles(files: Files): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, data]) => [path, toBase64(data)]));
}
