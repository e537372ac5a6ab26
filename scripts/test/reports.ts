/** A test as its runner's report tells of it. */
export interface ToldTest {
  /** Its groups and its title. */
  name: string;
  /** Milliseconds of all its tries. */
  ms: number;
  /** Whether it passed only when it was tried again. */
  flaky: boolean;
}

interface VitestReport {
  testResults: {
    assertionResults: {
      ancestorTitles: string[];
      title: string;
      status: string;
      duration?: number | null;
      failureMessages?: string[] | null;
    }[];
  }[];
}

/** From Vitest's JSON report. One that passed and has a failure to tell of failed before. */
export function testsOfVitest(json: string): ToldTest[] {
  const { testResults } = JSON.parse(json) as VitestReport;
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .map(({ ancestorTitles, title, status, duration, failureMessages }) => ({
      name: nameOf([...ancestorTitles, title]),
      ms: duration ?? 0,
      flaky: status === 'passed' && (failureMessages?.length ?? 0) > 0,
    }));
}

interface Suite {
  title: string;
  suites?: Suite[];
  specs?: { title: string; tests: { status: string; results: { duration: number }[] }[] }[];
}

/** From Playwright's JSON report, whose outermost suites are files. */
export function testsOfPlaywright(json: string): ToldTest[] {
  const { suites = [] } = JSON.parse(json) as { suites?: Suite[] };
  return suites.flatMap(suite => testsIn(suite, []));
}

function testsIn({ title, suites = [], specs = [] }: Suite, above: readonly string[]): ToldTest[] {
  const path = [...above, title];
  const own = specs.flatMap(spec =>
    spec.tests.map(({ status, results }) => ({
      name: nameOf([...path, spec.title]),
      ms: results.reduce((sum, { duration }) => sum + duration, 0),
      flaky: status === 'flaky',
    })),
  );
  return [...own, ...suites.flatMap(suite => testsIn(suite, path))];
}

const nameOf = (titles: readonly string[]): string => titles.join(' › ');
