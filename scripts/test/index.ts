import { lessonSlugs } from '../../src/course/disk/load.server.ts';
import { inProject } from '../../src/project.server.ts';
import { seconds } from '../../src/steps.server.ts';
import { changesSinceMain } from './changed/files.ts';
import { planFor, type Plan } from './changed/plan.ts';
import { tellPlan } from './changed/tell.ts';
import type { Result } from './programs.ts';
import { STAGES, type Stage } from './stages.ts';
import { failures, flaky, slowest } from './summary.ts';
import { closingLine, NOTHING, sum } from './tally.ts';
import { testRequestFrom, type TestRequest } from './request.ts';
import { keepTimes } from './times.ts';

interface Outcome {
  stage: Stage;
  tally: Result;
  /** In words, for the summary. */
  told: string;
  ms: number;
}

const outcomes: Outcome[] = [];
/** Stages that run beside the others, by their ids. */
const ahead = new Map<string, Promise<Outcome>>();

try {
  await testAsRequested(
    testRequestFrom(
      process.argv.slice(2),
      STAGES.map(({ id }) => id),
    ),
  );
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}

async function testAsRequested({ stages, changed }: TestRequest): Promise<void> {
  const wanted = STAGES.filter(({ id }) => stages.length === 0 || stages.includes(id));
  const plan = changed ? await planChosen(wanted) : undefined;
  const run = wanted.filter(stage => isRun(stage, plan));
  for (const stage of run.filter(stage => stage.ahead)) ahead.set(stage.id, runStage(stage, plan));
  for (const stages of sideBySide(run.filter(stage => !stage.ahead))) {
    await Promise.all(stages.map(async ({ after }) => after !== undefined && (await ahead.get(after))));
    outcomes.push(...(await Promise.all(stages.map(stage => runStage(stage, plan)))));
  }
  outcomes.unshift(...(await Promise.all(ahead.values())));
  if (!plan) await keepTimes(Object.fromEntries(outcomes.map(({ stage: { id }, ms }) => [id, ms])));
  summarize(plan);
}

/** Small stages in a row run at once; any other has the computer for itself. */
function sideBySide(stages: readonly Stage[]): Stage[][] {
  const groups: Stage[][] = [];
  for (const stage of stages) {
    const last = groups.at(-1);
    if (stage.small && last?.[0]!.small) last.push(stage);
    else groups.push([stage]);
  }
  return groups;
}

/** What has changed since `main`, and in one line what that leads to. */
async function planChosen(wanted: readonly Stage[]): Promise<Plan> {
  const { base, files } = changesSinceMain(inProject());
  const plan = planFor(files, await lessonSlugs());
  const [run, left] = [true, false].map(which => wanted.filter(one => isRun(one, plan) === which).map(({ id }) => id));
  console.log(tellPlan(plan, base, run!, left!));
  return plan;
}

/** Without changed files nothing is. */
function isRun({ isAffected = () => true }: Stage, plan?: Plan): boolean {
  return !plan || (plan.files.length > 0 && isAffected(plan));
}

async function runStage(stage: Stage, plan?: Plan): Promise<Outcome> {
  console.log(`\n=== ${stage.name} ===`);
  const started = performance.now();
  const outcome = await outcomeOf(stage, plan);
  const ms = performance.now() - started;
  console.log(`=== ${stage.name}: ${outcome.told} (${seconds(0, ms)}) ===`);
  return { stage, ...outcome, ms };
}

/** A later stage may still tell something when an earlier one has failed: only what cannot run is left out. */
async function outcomeOf(stage: Stage, plan?: Plan): Promise<{ tally: Result; told: string }> {
  const needed = outcomes.find(({ stage: { id } }) => id === stage.needs);
  if (needed && needed.tally.failed > 0) {
    return { tally: { ...NOTHING, failed: 1 }, told: `not run: "${needed.stage.name}" failed` };
  }
  try {
    const tally = await stage.run(plan);
    if (tally.failed > 0) return { tally, told: `${tally.passed} passed, ${tally.failed} FAILED` };
    return { tally, told: tally.passed > 0 ? `${tally.passed} passed` : 'in order' };
  } catch (error) {
    console.error((error as Error).message);
    return { tally: { ...NOTHING, failed: 1 }, told: `FAILED: ${(error as Error).message.split('\n')[0]}` };
  }
}

function summarize(plan?: Plan): void {
  const all = sum(outcomes.map(({ tally }) => tally));
  console.log('\nWhat was tested:');
  for (const { stage, told, ms } of outcomes)
    console.log(`  ${stage.name.padEnd(40)} ${seconds(0, ms).padStart(13)}   ${told}`);
  summarizeTests();
  console.log(
    all.failed > 0
      ? '\nSomething is wrong: see FAILED above. One stage alone: npm test -- unit'
      : `\n${plan ? 'What the change can affect' : 'Everything'} holds.`,
  );
  console.log(closingLine(all));
  process.exitCode = all.failed > 0 ? 1 : 0;
}

function summarizeTests(): void {
  const tests = outcomes.flatMap(({ stage: { id }, tally }) =>
    (tally.tests ?? []).map(test => ({ ...test, stage: id })),
  );
  if (tests.length === 0) return;
  console.log(['\nThe slowest tests:', ...slowest(tests).map(row => `  ${row}`), '', ...flaky(tests)].join('\n'));
  // Again at the end, where a long log is read first, and where only its end may have been kept.
  for (const line of failures(tests)) console.log(line);
}
