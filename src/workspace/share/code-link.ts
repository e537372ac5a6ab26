import * as z from 'zod/mini';

import { isOwnKey } from '../../course/own-files.ts';
import { isWritable, type FileMode } from '../../course/file-modes.ts';
import { concat } from '../../runtimes/run-to-end.ts';

/** Of the fragment, in characters: what chat programs and browsers still pass on whole. */
export const LONGEST_LINK = 32_000;
/** Of the code in it once unpacked, in bytes: 32 kB of zeroes unpack to 33 MB. */
const MOST_BYTES = 256 * 1024;

const START = '#code=';
const VERSION = 1;

/** A draft as it is kept (files that differ from the starter), of one lesson; `version` is that of its starter. */
const sharedSchema = z.object({
  lesson: z.string().check(z.regex(/^[a-z0-9-]{1,80}$/)),
  version: z.string().check(z.maxLength(100)),
  files: z.record(z.string(), z.string()),
});
export type Shared = z.infer<typeof sharedSchema>;

/** Why nothing was taken out of a link; `of` is a name that it has. */
export interface LinkProblem {
  code: 'damaged' | 'too-much' | 'other-lesson' | 'names' | 'newer';
  of?: string;
}

/** This browser has not what packs the code: the Compression Streams API, of 2023. */
export class UnableToPack extends Error {}

export function carriesCode(fragment: string): boolean {
  return fragment.startsWith(START);
}

/**
 * The fragment of a link that carries this code: `#code=`, the format's version, a dot, and JSON packed with DEFLATE
 * (RFC 1951) in base64url (RFC 4648, section 5). A fragment is never sent to a server (RFC 9110, section 4.2.4). Rejects
 * with `UnableToPack`.
 */
export async function packCode({ lesson, version, files }: Shared): Promise<string> {
  if (typeof CompressionStream === 'undefined') throw new UnableToPack('no CompressionStream');
  const packed = through(
    new TextEncoder().encode(JSON.stringify({ lesson, version, files })),
    new CompressionStream('deflate-raw'),
  );
  return `${START}${VERSION}.${base64url(await bytesOf(packed, Infinity))}`;
}

/** What is in such a fragment, for this lesson, whose files these are. Whatever else it is, nothing of it is kept. */
export async function unpackCode(
  fragment: string,
  slug: string,
  files: Readonly<Record<string, FileMode>>,
): Promise<{ shared: Shared } | { problem: LinkProblem }> {
  if (fragment.length > LONGEST_LINK) return { problem: { code: 'too-much' } };
  const [, version, text] = /^(\d{1,6})\.([\w-]+)$/.exec(fragment.slice(START.length)) ?? [];
  if (version === undefined) return { problem: { code: 'damaged' } };
  if (Number(version) > VERSION) return { problem: { code: 'newer' } };
  if (typeof DecompressionStream === 'undefined') throw new UnableToPack('no DecompressionStream');
  try {
    const unpacked = through(fromBase64url(text!), new DecompressionStream('deflate-raw'));
    const json = new TextDecoder('utf-8', { fatal: true }).decode(await bytesOf(unpacked, MOST_BYTES));
    const shared = sharedSchema.parse(JSON.parse(json));
    const problem = misfit(shared, slug, files);
    return problem ? { problem } : { shared };
  } catch (error) {
    return { problem: { code: error instanceof TooMuch ? 'too-much' : 'damaged' } };
  }
}

function misfit(shared: Shared, slug: string, files: Readonly<Record<string, FileMode>>): LinkProblem | undefined {
  if (shared.lesson !== slug) return { code: 'other-lesson', of: shared.lesson };
  const fits = (path: string): boolean => isOwnKey(path) || (Object.hasOwn(files, path) && isWritable(files[path]));
  const stray = Object.keys(shared.files).find(path => !fits(path));
  return stray === undefined ? undefined : { code: 'names', of: stray.slice(0, 60) };
}

class TooMuch extends Error {}

function through(
  bytes: Uint8Array<ArrayBuffer>,
  change: CompressionStream | DecompressionStream,
): ReadableStream<Uint8Array> {
  return new Blob([bytes]).stream().pipeThrough(change);
}

/** All of a stream; rejects with `TooMuch`, and reads no further, once it is more than `most`. */
async function bytesOf(stream: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array> {
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length;
    if (length > most) {
      void reader.cancel().catch(() => {});
      throw new TooMuch();
    }
    parts.push(part.value);
  }
  return concat(parts);
}

function base64url(bytes: Uint8Array): string {
  const text = Array.from(bytes, byte => String.fromCharCode(byte)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), char => char.charCodeAt(0));
}
