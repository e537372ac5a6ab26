import { z } from 'zod';

import { question, text } from './question.ts';

const side = z.enum(['client', 'server']);
const count = z.number().int().positive();
/** As the panel names it: `Certificate`, or `Alert unknown_ca`. */
const message = text;

/** A row of the wire's table: the message of this name that this side says, the `nth` from 1. */
const rowSchema = z.strictObject({ message, from: side, nth: count.default(1) });

/**
 * A look at the wire: `predict` is to be thought about first, then the lesson's program runs (or `run`), and the answer to
 * `ask` is to be found in the panel, at `row`; `after` explains it, and says enough for who has no machine.
 */
export const lookSchema = question({ predict: text, after: text, run: text.optional(), row: rowSchema });

/** A command for the terminal: why to try it, one line for the shell, and what it shows. */
export const commandSchema = z.strictObject({
  why: text,
  command: z.string().regex(/^[\x20-\x7e]+$/, 'is one line of ASCII: it is typed into the shell as it stands'),
  after: text,
});

/**
 * Who an end of a connection is in the run of the lesson's own program. Of several that fit an end the first names it: by
 * who signed its certificate (`issuer`, a common name), by its place among the ends of its side (`nth`), or by its side
 * alone.
 */
export const endSchema = z.strictObject({ side, name: text, issuer: text.optional(), nth: count.optional() });

export type Look = z.infer<typeof lookSchema>;
export type WireRowPlace = Look['row'];
export type Command = z.infer<typeof commandSchema>;
export type NamedEnd = z.infer<typeof endSchema>;
