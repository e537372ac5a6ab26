/** What JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** Code by path. */
export type Files = Readonly<Record<string, string>>;

/** Id of the user who does something, or `system` for what happens by itself or by a command. */
export type Actor = string;

/** A time in milliseconds since 1970, UTC. */
export type Time = number;
