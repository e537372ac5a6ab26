import Wire from '../wire/Wire.astro';
import Figure from './Figure.astro';
import Note from './Note.astro';
import Rfc from './Rfc.astro';
import Term from './Term.astro';

/** What a lesson's prose may use without importing it. */
export const proseComponents = { Figure, Note, Rfc, Term, Wire };
