import { FORGERIES } from '../../testing/proof/forgeries.ts';
import { drawn, scopeFrom } from '../../testing/proof/proofs.ts';
import { loadLesson } from '../../src/course/disk/load.server.ts';
import { MACHINE_LIMIT } from '../support/lesson.ts';
import { EXERCISE, expect, test, withExports } from './test.ts';

test.describe.configure({ timeout: 300_000 });

const { solution } = await loadLesson(EXERCISE);

/** How many are tried in the machine besides those that it can make a difference to; natively all of them are. */
const SAMPLE = 2;
const { seed } = scopeFrom();
const ours = FORGERIES.filter(({ lesson = EXERCISE }) => lesson === EXERCISE);
const others = ours.filter(({ inMachine }) => !inMachine);
const tried = [...ours.filter(({ inMachine }) => inMachine), ...drawn(others, SAMPLE)];

for (const { does, code, whole } of tried) {
  test(`code that ${does} earns nothing by it`, async ({ lesson }) => {
    await lesson.write(whole ? code : withExports(code));
    const statuses = await lesson.check();
    expect(Object.values(statuses), `SEED=${seed}`).not.toContain('pass');
    expect(Object.values(statuses)).not.toContain('idle');
  });
}

test('after all of that the solution still passes', async ({ lesson }) => {
  await lesson.write(solution['seal.mjs']!);
  expect(new Set(Object.values(await lesson.check()))).toEqual(new Set(['pass']));
});

test('code that loops in a check is timed out, and the reader can stop the rest', async ({ lesson }) => {
  await lesson.write('export const seal = () => { for (;;); };\nexport const open = seal;\n');
  await lesson.button('check').click();
  await expect(lesson.checkItem('round-trip')).toHaveAttribute('data-status', 'timeout', { timeout: MACHINE_LIMIT });
  await lesson.button('stop').click();
  await expect(lesson.checks).toContainText(lesson.words.workspace.checks.stopped);
});
