/** How the proofs of one lesson in one place ended, and the time they took together, in ms. */
export interface Proved {
  passed: number;
  failed: number;
  ms: number;
}

export type ProvedByLesson = ReadonlyMap<string, Proved>;

/** From Vitest's JSON report: the outermost `describe` is the lesson. */
export function provedByVitest(json: string): ProvedByLesson {
  const { testResults } = JSON.parse(json) as {
    testResults: { assertionResults: { ancestorTitles: string[]; status: string; duration?: number | null }[] }[];
  };
  return sums(
    testResults.flatMap(({ assertionResults }) =>
      assertionResults
        .filter(({ ancestorTitles }) => ancestorTitles.length > 0)
        .map(({ ancestorTitles, status, duration }) => ({
          lesson: ancestorTitles[0]!,
          ok: status === 'passed',
          ms: duration ?? 0,
        })),
    ),
  );
}

interface Suite {
  title: string;
  suites?: Suite[];
  specs?: { ok: boolean; tests: { results: { duration: number }[] }[] }[];
}

/** From Playwright's JSON report: in a file stands a `describe` for each lesson, whose first word is its name. */
export function provedByPlaywright(json: string): ProvedByLesson {
  const { suites } = JSON.parse(json) as { suites: Suite[] };
  return sums(
    suites
      .flatMap(file => file.suites ?? [])
      .flatMap(({ title, specs = [] }) =>
        specs.map(({ ok, tests }) => ({
          lesson: title.split(' ')[0]!,
          ok,
          ms: tests.flatMap(({ results }) => results).reduce((sum, { duration }) => sum + duration, 0),
        })),
      ),
  );
}

/** A line for each lesson, a column for each place. */
export function formatTable(places: Readonly<Record<string, ProvedByLesson>>): string {
  const lessons = [...new Set(Object.values(places).flatMap(place => [...place.keys()]))].sort();
  const rows = [
    ['lesson', ...Object.keys(places)],
    ...lessons.map(lesson => [lesson, ...Object.values(places).map(place => told(place.get(lesson)))]),
  ];
  return rows
    .map(row =>
      row
        .map(cell => cell.padEnd(28))
        .join('')
        .trimEnd(),
    )
    .join('\n');
}

function told(proved: Proved | undefined): string {
  if (!proved) return 'not proved';
  const { passed, failed, ms } = proved;
  return `${passed} hold${failed > 0 ? `, ${failed} DO NOT` : ''} (${(ms / 1000).toFixed(0)} s)`;
}

function sums(all: readonly { lesson: string; ok: boolean; ms: number }[]): ProvedByLesson {
  const byLesson = new Map<string, Proved>();
  for (const { lesson, ok, ms } of all) {
    const { passed, failed, ms: before } = byLesson.get(lesson) ?? { passed: 0, failed: 0, ms: 0 };
    byLesson.set(lesson, { passed: passed + Number(ok), failed: failed + Number(!ok), ms: before + ms });
  }
  return byLesson;
}
