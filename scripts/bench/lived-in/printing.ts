import type { Measurement, Sample } from './figures.ts';
import { open, press, printed, write } from './lesson.ts';
import { asNewcomer, type Side } from './side.ts';

/** As long as a reader may look on: what has come by then is counted. */
const LIMIT_MS = 120_000;

/**
 * How quickly lines are drawn. The learner's own file prints them as soon as the program that Run starts loads it: there
 * are builds in which that program cannot be changed.
 */
export function printingMeasurements(rounds: number): Measurement<Side>[] {
  const program = {
    '2,000 lines by console.log': [2_000, lines('console.log(line(at))')],
    '20,000 lines by console.log': [20_000, lines('console.log(line(at))')],
    '2,000 lines in one write': [2_000, lines('all += `${line(at)}\\n`', 'process.stdout.write(all)')],
  } as const;
  return [
    {
      title: 'Printing',
      rounds,
      measure: async side => {
        const samples: Sample[] = [];
        for (const [name, [count, code]] of Object.entries(program)) samples.push(await print(side, name, count, code));
        return Object.assign({}, ...samples) as Sample;
      },
    },
  ];
}

/** A program of `each` for every line, and then `last`; COUNT stands for how many. */
function lines(each: string, last = ''): string {
  return `
const line = at => 'line ' + at;
let all = '';
for (let at = 1; at <= COUNT; at++) ${each};
${last};
process.exit();
export function startEcho() {}
`;
}

function print(side: Side, name: string, count: number, code: string): Promise<Sample> {
  return asNewcomer(side, async page => {
    await open(page, side, 'echo');
    await press(page, 'run'); // once as it comes: what is measured is a later run
    await write(page, code.replace('COUNT', String(count)));
    const { end } = await press(page, 'run', LIMIT_MS);
    const came = Number((await printed(page)).match(/\d+(?=\n*$)/)?.[0]);
    if (!Number.isNaN(end) && came !== count) throw new Error(`${name}: ended after line ${came}`);
    return { [`${name}, s`]: end / 1e3, ...(count > 2_000 && { [`${name}, came in 120 s`]: came }) };
  });
}
