import type { Measurement, Sample } from './figures.ts';
import { allPass, LESSONS, open, press, write, type LessonName } from './lesson.ts';
import { asNewcomer, type Side } from './side.ts';

/** How long a Check takes: of the starter, pressed when the machine is ready, and then of the solution. */
export function checkMeasurements(rounds: number): Measurement<Side>[] {
  const lessons = Object.keys(LESSONS) as LessonName[];
  return lessons.map(lesson => ({ title: `Check of ${lesson}`, rounds, measure: side => checks(side, lesson) }));
}

function checks(side: Side, lesson: LessonName): Promise<Sample> {
  return asNewcomer(side, async page => {
    await open(page, side, lesson);
    const starter = await press(page, 'check');
    if (await allPass(page)) throw new Error('the starter passes');
    await write(page, await solutionOf(side, lesson));
    const solution = await press(page, 'check');
    if (!(await allPass(page))) throw new Error('the solution does not pass');
    return { 'the starter, s': starter.end / 1e3, 'the solution, s': solution.end / 1e3 };
  });
}

/** The file that is answered in, as this build has it: the only one of the solution that the bench begins with. */
async function solutionOf({ site }: Side, lesson: LessonName): Promise<string> {
  const files = (await (await fetch(`${site.url}exercises/${lesson}/solution.json`)).json()) as Record<string, string>;
  return files[ANSWERS[lesson]]!;
}

const ANSWERS: Readonly<Record<LessonName, string>> = {
  'copied-snippet': 'client.mjs',
  echo: 'echo.mjs',
  'mutual-tls': 'mtls.mjs',
};
