import type { Prose } from '../prose.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Problem } from './problem.ts';
import type { SeenLabel } from './seen-labels.ts';
import type { Source } from './source.ts';

/** A page with words for labels, a lesson's or a twin's. */
interface Labelled {
  source: Source;
  prose: Pick<Prose, 'checks' | 'labels'> | undefined;
}

/** Words for labels that no check shows: misspelt, or left over. */
export function strayLabelProblems({ source, prose }: Labelled, seen: readonly SeenLabel[]): Problem[] {
  if (!prose) return [];
  const known = [...new Set(seen.map(({ text }) => text))];
  return setsOf(prose).flatMap(({ path, labels }) =>
    Object.keys(labels)
      .filter(label => !known.includes(label))
      .map(label =>
        source.problemAtKey([...path, label], `no check shows the label "${label}"${didYouMean(label, known)}`),
      ),
  );
}

/** Labels of the checks that this page has no words for: where one check shows it, with that, else under "labels". */
export function missingLabelProblems({ source, prose }: Labelled, seen: readonly SeenLabel[]): Problem[] {
  if (!prose) return [];
  const told = new Set<string>();
  return seen.flatMap(({ text, check, file, line }) => {
    const own = check === undefined ? {} : (prose.checks[check]?.labels ?? {});
    const place = check === undefined ? ['labels'] : ['checks', check, 'labels'];
    const key = [...place, text].join('/');
    if (text in own || text in (prose.labels ?? {}) || told.has(key)) return [];
    told.add(key);
    const message = `"${place.join('.')}" lacks "${text}" (checks/${file}:${line})`;
    return [source.problemAtKey(check === undefined ? place : place.slice(0, 2), message)];
  });
}

function setsOf({ checks, labels = {} }: Pick<Prose, 'checks' | 'labels'>) {
  return [
    { path: ['labels'], labels },
    ...Object.entries(checks).map(([id, check]) => ({ path: ['checks', id, 'labels'], labels: check.labels ?? {} })),
  ];
}
