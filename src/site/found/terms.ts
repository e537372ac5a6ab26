export interface FoundTerm {
  term: string;
  english?: string;
  /** Which of the page's headings it stands under, from 0; -1 before the first. */
  heading: number;
}

const TERM = /<Term(?:\s+en="([^"]*)")?\s*>([^<]*)<\/Term>/g;

/** The terms that a lesson explains, where it explains them: `<Term en="…">…</Term>` in its prose. */
export function termsIn(prose: string): FoundTerm[] {
  let heading = -1;
  return prose
    .replace(/^```[^]*?^```/gm, '')
    .split('\n')
    .flatMap(line => {
      if (/^#{1,6} /.test(line)) heading++;
      return [...line.matchAll(TERM)].map(([, english, term]) => ({
        term: term!.trim(),
        ...(english && { english }),
        heading,
      }));
    });
}
