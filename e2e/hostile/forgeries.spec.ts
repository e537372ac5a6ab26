import { FORGERIES as NATIVE } from '../../testing/proof/forgeries.ts';
import { loadLesson } from '../../src/course/disk/load.server.ts';
import { MACHINE_LIMIT } from '../support/lesson.ts';
import { FORGERIES, type Forgery } from './forgeries.ts';
import { EXERCISE, expect, test, withExports } from './test.ts';

test.describe.configure({ timeout: 300_000 });

const { solution } = await loadLesson(EXERCISE);

for (const { does, code, whole } of [...FORGERIES, ...NATIVE.filter(one => one.inMachine)] as readonly Forgery[]) {
  test(`code that ${does} earns nothing by it`, async ({ lesson }) => {
    await lesson.write(whole ? code : withExports(code));
    const statuses = await lesson.check();
    expect(Object.values(statuses)).not.toContain('pass');
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
