import { createHash, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** What JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** Code by path. */
export type Files = Readonly<Record<string, string>>;

/** Id of the user who does something, or `system` for what happens by itself or by a command. */
export type Actor = string;

/** A time in milliseconds since 1970, UTC. */
export type Time = number;

export const SYSTEM: Actor = 'system';

/** 128 random bits, base64url. */
export const newId = (): string => randomBytes(16).toString('base64url');

/** SHA-256, base64url. */
export const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

export const fromJson = (text: string): Json => JSON.parse(text) as Json;

/** Characters from which on a pupil's code is packed; short texts would gain nothing. */
const PACKED_FROM = 512;
/** Before what is packed; no JSON begins so. */
const PACKED = 'z:';

/** JSON as it is stored of work: what is long deflated (RFC 1951), in base64url; about half as long then. */
export function packed(value: Json): string {
  const text = JSON.stringify(value);
  return text.length < PACKED_FROM ? text : PACKED + deflateRawSync(text).toString('base64url');
}

/** What `packed` or `JSON.stringify` made a text of. */
export function unpacked(text: string): Json {
  if (!text.startsWith(PACKED)) return fromJson(text);
  return fromJson(inflateRawSync(Buffer.from(text.slice(PACKED.length), 'base64url')).toString());
}
