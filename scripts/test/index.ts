import { didYouMean } from '../../src/course/disk/did-you-mean.ts';
import { seconds } from '../../src/steps.server.ts';
import type { Result } from './programs.ts';
import { STAGES, type Stage } from './stages.ts';
import { flaky, slowest } from './summary.ts';
import { closingLine, NOTHING, sum } from './tally.ts';

interface Outcome {
  stage: Stage;
  tally: Result;
  /** In words, for the summary. */
  told: string;
  time: string;
}

const wanted = process.argv.slice(2);
const outcomes: Outcome[] = [];
for (const id of wanted) {
  const ids = STAGES.map(stage => stage.id);
  if (ids.includes(id)) continue;
  console.error(`npm test: no stage "${id}"${didYouMean(id, ids)}`);
  process.exit(2);
}
for (const stage of STAGES) {
  if (wanted.length === 0 || wanted.includes(stage.id)) outcomes.push(await runStage(stage));
}
summarize();

async function runStage(stage: Stage): Promise<Outcome> {
  console.log(`\n=== ${stage.name} ===`);
  const started = performance.now();
  const outcome = await outcomeOf(stage);
  console.log(`=== ${stage.name}: ${outcome.told} (${seconds(started)}) ===`);
  return { stage, ...outcome, time: seconds(started) };
}

/** A later stage may still tell something when an earlier one has failed: only what cannot run is left out. */
async function outcomeOf(stage: Stage): Promise<{ tally: Result; told: string }> {
  const needed = outcomes.find(({ stage: { id } }) => id === stage.needs);
  if (needed && needed.tally.failed > 0) {
    return { tally: { ...NOTHING, failed: 1 }, told: `not run: "${needed.stage.name}" failed` };
  }
  try {
    const tally = await stage.run();
    if (tally.failed > 0) return { tally, told: `${tally.passed} passed, ${tally.failed} FAILED` };
    return { tally, told: tally.passed > 0 ? `${tally.passed} passed` : 'in order' };
  } catch (error) {
    console.error((error as Error).message);
    return { tally: { ...NOTHING, failed: 1 }, told: `FAILED: ${(error as Error).message.split('\n')[0]}` };
  }
}

function summarize(): void {
  const all = sum(outcomes.map(({ tally }) => tally));
  console.log('\nWhat was tested:');
  for (const { stage, told, time } of outcomes)
    console.log(`  ${stage.name.padEnd(40)} ${time.padStart(13)}   ${told}`);
  summarizeTests();
  console.log(
    all.failed > 0
      ? '\nSomething is wrong: look for FAILED above. One stage alone: npm test -- unit'
      : '\nEverything holds.',
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
}
