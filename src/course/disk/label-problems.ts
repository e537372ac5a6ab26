import type { Prose } from '../prose.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Problem } from './problem.ts';
import type { ProsePage } from './prose.ts';
import type { SeenLabel } from './seen-labels.ts';

/** Words for labels that no check shows: misspelt, or left over. */
export function strayLabelProblems({ source, prose }: ProsePage, seen: readonly SeenLabel[]): Problem[] {
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
export function missingLabelProblems({ source, prose }: ProsePage, seen: readonly SeenLabel[]): Problem[] {
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

function setsOf({ checks, labels = {} }: Prose) {
  return [
    { path: ['labels'], labels },
    ...Object.entries(checks).map(([id, check]) => ({ path: ['checks', id, 'labels'], labels: check.labels ?? {} })),
  ];
}
