import type { Exercise } from '../exercise.ts';
import type { Prose } from '../prose.ts';
import { folderOf } from '../twin.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Problem } from './problem.ts';
import type { Source } from './source.ts';

/** What in the text of a page shows a key of its frontmatter. */
const SHOWN_BY = { wire: 'LookAtWire', terminal: 'InTerminal' } as const;

/** A key of the frontmatter that the text shows nowhere, or more than once, or a component that has nothing to show. */
export function placeProblems(source: Source, text: string): Problem[] {
  const keys = Object.keys((source.value ?? {}) as object);
  return Object.entries(SHOWN_BY).flatMap(([key, component]) => {
    const places = linesOf(text, `<${component} />`);
    if (!keys.includes(key)) {
      const message = `<${component} /> has nothing to show: the frontmatter has no "${key}"`;
      return places.map(line => ({ file: source.file, line, column: 1, message }));
    }
    if (places.length === 1) return [];
    const message = `is shown ${places.length} times in the text; write <${component} /> on a line there, once`;
    return [source.problemAtKey([key], `"${key}" ${message}`)];
  });
}

/** What of a lesson's page names its looks. */
interface Looking {
  source: Source;
  exercise: string;
  prose: Pick<Prose, 'wire'> | undefined;
}

/** A look at the wire runs a file that the lesson has. */
export function lookProblems({ source, prose, exercise: slug }: Looking, { files }: Exercise): Problem[] {
  return (prose?.wire ?? []).flatMap(({ run }, at) =>
    run === undefined || run in files
      ? []
      : [
          source.problem(
            ['wire', at, 'run'],
            `"${run}" is no file of lessons/${folderOf(slug)}${didYouMean(run, Object.keys(files))}`,
          ),
        ],
  );
}

function linesOf(text: string, line: string): number[] {
  return text.split('\n').flatMap((one, at) => (one.trim() === line ? [at + 1] : []));
}
