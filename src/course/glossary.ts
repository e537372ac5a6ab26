import { z } from 'zod';

const text = z.string().min(1);
const key = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words with hyphens, for example "byte-stream"');

/**
 * `content/<lang>/glossary.yaml`, by the id that `<Term id>` names: how a term is called, what it means in one plain
 * sentence, and the slug of the lesson that explains it. All languages have the same ids.
 */
export const glossarySchema = z.record(
  key,
  z.strictObject({ term: text, means: text, lesson: z.string().regex(/^[a-z0-9-]+$/) }),
);

export type Glossary = z.infer<typeof glossarySchema>;

/** A term in a reader's language, with its English name where that is another language. */
export interface GlossaryTerm {
  id: string;
  term: string;
  english?: string;
  means: string;
  lesson: string;
}

/** A language's terms in the order of its alphabet. */
export function termsOf(lang: string, glossary: Glossary, english: Glossary): GlossaryTerm[] {
  return Object.entries(glossary)
    .map(([id, words]) => ({ id, ...words, ...(lang !== 'en' && english[id] && { english: english[id].term }) }))
    .sort((one, other) => one.term.localeCompare(other.term, lang));
}
