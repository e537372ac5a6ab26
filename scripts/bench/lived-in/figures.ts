import { markdownTable } from '../markdown.ts';
import { median } from '../median.ts';

/** What one visit measured, by row, with the unit in the row's name; NaN where this build cannot do it. */
export type Sample = Readonly<Record<string, number>>;

/** Something measured in rounds, on each side in turn. */
export interface Measurement<Of> {
  title: string;
  rounds: number;
  measure(side: Of): Promise<Sample>;
}

export interface Figures {
  title: string;
  rounds: number;
  /** By side, in the order of the sides: medians by row. */
  sides: Sample[];
  /** Rounds that came to nothing, and why. */
  lost: string[];
}

/** One thing at a time: round by round, and in every second round the sides in the other order. */
export async function measureInTurn<Of extends { name: string }>(
  { title, rounds, measure }: Measurement<Of>,
  sides: readonly Of[],
  tell: (line: string) => void,
): Promise<Figures> {
  const samples = new Map(sides.map(side => [side, [] as Sample[]]));
  const lost: string[] = [];
  for (let round = 1; round <= rounds; round++) {
    for (const side of round % 2 === 1 ? sides : sides.toReversed()) {
      tell(`${title}: ${side.name}, ${round} of ${rounds}`);
      try {
        samples.get(side)!.push(await measure(side));
      } catch (error) {
        lost.push(`${side.name}, round ${round}: ${(error as Error).message.split('\n')[0]}`);
        tell(lost.at(-1)!);
      }
    }
  }
  return { title, rounds, sides: sides.map(side => medians(samples.get(side)!)), lost };
}

/** By row, of those samples that have a figure in it. */
function medians(samples: readonly Sample[]): Sample {
  const rows = [...new Set(samples.flatMap(Object.keys))];
  const of = (row: string): number[] => samples.map(one => one[row] ?? NaN).filter(value => !Number.isNaN(value));
  return Object.fromEntries(rows.map(row => [row, median(of(row))]));
}

/** The figures of each side in a column; of two sides also how many times the second's the first's are. */
export function figuresTable({ sides }: Figures, names: readonly string[]): string {
  const rows = [...new Set(sides.flatMap(Object.keys))];
  const ratio = names.length === 2;
  return markdownTable(
    ['', ...names, ...(ratio ? ['ratio'] : [])],
    rows.map(row => {
      const values = sides.map(side => side[row] ?? NaN);
      return [row, ...values.map(figure), ...(ratio ? [ratioOf(values[0]!, values[1]!)] : [])];
    }),
  );
}

function ratioOf(here: number, beside: number): string {
  const ratio = here / beside;
  return Number.isFinite(ratio) ? ratio.toFixed(2) : '-';
}

/** Three digits are enough to be compared; whole numbers stay whole. */
function figure(value: number): string {
  if (Number.isNaN(value)) return '-';
  if (Number.isInteger(value)) return String(value);
  return value.toFixed(value < 10 ? 2 : 1);
}
