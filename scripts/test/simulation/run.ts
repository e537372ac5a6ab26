import { buildSite } from '../../build/index.ts';
import { ensurePki } from '../../../src/pki/index.ts';
import { inProject } from '../../../src/project.server.ts';
import { seconds } from '../../../src/steps.server.ts';
import { ensureChromium } from '../../../testing/chromium.ts';
import { playwright, vitest, type Result } from '../programs.ts';
import { closingLine, NOTHING, sum } from '../tally.ts';
import { readTimes, type Times } from '../times.ts';
import { STAGES } from '../stages.ts';
import { estimate, formatEstimate } from './estimate.ts';
import { walkers } from './walkers.ts';

/** `node scripts/test/simulation/run.ts <lessons> <added> <stage…>`, in the copy of the checkout that index.ts makes. */

/** By the stages of `npm test`: what there goes through all lessons. */
const SIMULATED: Readonly<Record<string, () => Promise<Result>>> = {
  unit: async () => {
    await ensurePki();
    return vitest('unit', { args: ['run', ...walkers(inProject(), ['{src,testing}/**/*.test.{ts,tsx}'])] });
  },
  build: async () => {
    await buildSite();
    return NOTHING;
  },
  e2e: async () => {
    const missing = ensureChromium();
    if (missing) throw new Error(missing);
    return playwright({ args: walkers(inProject(), ['e2e/**/*.spec.ts']) });
  },
};

const [lessons, added, ...stages] = process.argv.slice(2);
const results: Result[] = [];
const times: Record<string, number> = {};
const rows: string[] = [];
for (const id of stages) {
  const { name } = STAGES.find(stage => stage.id === id)!;
  console.log(`\n=== ${name}, ${lessons} lessons ===`);
  const started = performance.now();
  const result = await SIMULATED[id]!();
  results.push(result);
  times[id] = performance.now() - started;
  rows.push(`  ${name.padEnd(40)} ${seconds(started).padStart(13)}   ${closingLine(result)}`);
}
console.log(`\nWhat goes through all of ${lessons} lessons, ${added} of them repeated:\n${rows.join('\n')}\n`);
console.log(formatEstimate(Number(lessons), await estimated(times)));
console.log(`\n${closingLine(sum(results))}`);
process.exitCode = sum(results).failed > 0 ? 1 : 0;

async function estimated(measured: Times) {
  const ids = STAGES.map(({ id }) => id);
  return estimate(ids, await readTimes(), { lessons: Number(lessons), added: Number(added), times: measured });
}
