import { diffLines } from 'diff';

import { fill, type Strings } from '../../i18n/strings.ts';

/** A run of lines that both texts have, or that only the new one (`added`) or only the old one (`removed`) has. */
export interface LineRun {
  kind: 'same' | 'added' | 'removed';
  lines: string[];
}

/** What leads from one text to another, line by line; a missing line break at the very end is not a change. */
export function lineRuns(original: string, modified: string): LineRun[] {
  return diffLines(ended(original), ended(modified)).map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    lines: value.replace(/\n$/, '').split('\n'),
  }));
}

function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

/** One sentence on a file: how many lines the solution adds and removes. */
export function summaryOf(file: string, runs: readonly LineRun[], { diff }: Strings['editor']): string {
  const [added, removed] = [count(runs, 'added'), count(runs, 'removed')];
  if (added + removed === 0) return fill(diff.same, { file });
  const lines = (n: number) => fill(n === 1 ? diff.lines.one : diff.lines.other, { n });
  return fill(diff.changed, { file, added: lines(added), removed: lines(removed) });
}

function count(runs: readonly LineRun[], kind: LineRun['kind']): number {
  return runs.filter(run => run.kind === kind).reduce((sum, run) => sum + run.lines.length, 0);
}
