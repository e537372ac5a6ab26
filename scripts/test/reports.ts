import { basename } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** A test as its runner's report tells of it. */
export interface ToldTest {
  /** Its groups and its title. */
  name: string;
  /** Milliseconds of all its tries. */
  ms: number;
  /** Whether it passed only when it was tried again. */
  flaky: boolean;
  /** Of one that failed every time: the first lines of what its runner said, without colours; it may have said nothing. */
  failure?: string;
}

interface VitestReport {
  testResults: {
    /** Of the file, its path, and what is wrong where it could not be run at all. */
    name?: string;
    message?: string;
    status?: string;
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
  return [...testResults.flatMap(testsOfFile), ...testResults.filter(isBroken).map(brokenFile)];
}

type FileResult = VitestReport['testResults'][number];

function testsOfFile({ assertionResults }: FileResult): ToldTest[] {
  return assertionResults.map(({ ancestorTitles, title, status, duration, failureMessages }) => ({
    name: nameOf([...ancestorTitles, title]),
    ms: duration ?? 0,
    flaky: status === 'passed' && (failureMessages?.length ?? 0) > 0,
    ...(status === 'failed' && { failure: opening(failureMessages?.at(-1)) }),
  }));
}

/** A file that failed without a failed test: it could not be loaded, or something around its tests threw. */
function isBroken({ status, assertionResults }: FileResult): boolean {
  return status === 'failed' && !assertionResults.some(test => test.status === 'failed');
}

function brokenFile({ name = '', message }: FileResult): ToldTest {
  return { name: basename(name), ms: 0, flaky: false, failure: opening(message) };
}

interface Suite {
  title: string;
  suites?: Suite[];
  specs?: {
    title: string;
    tests: { status: string; results: { duration: number; errors?: { message?: string }[] }[] }[];
  }[];
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
      ...(status === 'unexpected' && { failure: opening(results.at(-1)?.errors?.[0]?.message) }),
    })),
  );
  return [...own, ...suites.flatMap(suite => testsIn(suite, path))];
}

const LINES = 8;

/** What a runner said, as far as a summary repeats it. */
function opening(message = ''): string {
  return stripVTControlCharacters(message)
    .split('\n')
    .filter(line => line.trim() !== '' && !/^\s+at /.test(line))
    .slice(0, LINES)
    .join('\n');
}

const nameOf = (titles: readonly string[]): string => titles.join(' › ');
