import { createHash, randomBytes } from 'node:crypto';

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
