import type { ToldTest } from './reports.ts';

const SLOWEST = 20;
/** So that a row fits a wide terminal. */
const NAME_WIDTH = 90;
/** Of a line of a failure's message; bytes shown in full would bury the others. */
const LINE_WIDTH = 200;

/** A test and the id of the stage that it ran in. */
export interface Ran extends ToldTest {
  stage: string;
}

/** The slowest tests of all stages, a row each: seconds, stage, name; no row where no tests were run. */
export function slowest(all: readonly Ran[]): string[] {
  return all
    .toSorted((one, other) => other.ms - one.ms)
    .slice(0, SLOWEST)
    .map(({ ms, stage, name }) => `${(ms / 1000).toFixed(1).padStart(8)} s  ${stage.padEnd(12)}  ${cut(name)}`);
}

/** `flaky: N`, and below it the tests that passed only when they were tried again, each with its stage. */
export function flaky(all: readonly Ran[]): string[] {
  const shaky = all.filter(test => test.flaky);
  return [
    `flaky: ${shaky.length}`,
    ...shaky.map(({ stage, name }) => `  ${stage}: ${name} (passed when it was tried again)`),
  ];
}

/** Each test that failed every time with its stage and how its message begins, a line each; none where none has failed. */
export function failures(all: readonly Ran[]): string[] {
  return all.flatMap(({ stage, name, failure }) =>
    failure === undefined
      ? []
      : [`FAILED  ${stage}: ${name}`, ...failure.split('\n').map(line => `        ${line.slice(0, LINE_WIDTH)}`)],
  );
}

function cut(name: string): string {
  return name.length > NAME_WIDTH ? `${name.slice(0, NAME_WIDTH - 1)}…` : name;
}
