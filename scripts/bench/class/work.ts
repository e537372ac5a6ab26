import { checkIds } from '../../../src/course/exercise.ts';
import { loadLesson } from '../../../src/course/disk/load.server.ts';

/** One Check of so many passes, and is handed in. */
const PASS_ONE_OF = 3;

/** What pupils of a lesson send: the code they are at, and what a Check says of it. */
export interface PupilWork {
  lesson: string;
  entry: string;
  solution: Readonly<Record<string, string>>;
  checks: readonly string[];
}

export async function pupilWork(slug: string): Promise<PupilWork> {
  const { exercise, solution } = await loadLesson(slug);
  return { lesson: slug, entry: exercise.entry, solution, checks: checkIds(exercise) };
}

/** The event that a pupil's browser sends as its `count`th. */
export function workOf({ lesson, entry, solution, checks }: PupilWork, isCheck: boolean, pupil: number, count: number) {
  const device = `bench-device-${String(pupil).padStart(8, '0')}`;
  const common = { id: `${device}-${count}`, device, counter: count, lesson, madeAt: Date.now() };
  const passed = isCheck && (count + pupil) % PASS_ONE_OF === 0;
  const files = passed ? solution : { ...solution, [entry]: `${solution[entry]}\n// ${count}\n` };
  if (!isCheck) return { ...common, kind: 'draft', body: { files } };
  const results = checks.map((id, index) => ({ id, status: passed || index > 0 ? 'pass' : 'fail' }));
  return {
    ...common,
    kind: 'check',
    body: { files, report: { passed, total: checks.length, results, seed: 'bench' } },
  };
}
