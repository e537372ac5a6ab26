import { drawn } from '../../testing/proof/proofs.ts';
import { MACHINE_LIMIT, patternOf, type Lesson } from '../support/lesson.ts';
import { PROGRAMS, type Ending, type HostileProgram } from './programs.ts';
import { expect, test, withExports } from './test.ts';

test.describe.configure({ timeout: 300_000 });

const MARK = `console.log('as good as new');`;

test('there are more than twenty-five of them', () => expect(PROGRAMS.length).toBeGreaterThan(25));

/** How many are tried in each run, other ones each time; all where everything is to be proved (`PROVE=all`). */
const SAMPLE = 10;

for (const program of drawn(PROGRAMS, SAMPLE)) {
  test(`a program that ${program.does} ends in plain words, and the next Run works`, async ({ lesson }) => {
    await lesson.write(withExports(program.code));
    await lesson.button('run').click();
    if (program.ends.includes('aborted')) await stopOnceItGoes(lesson);
    const said = await lesson.ended();
    expect(said).toMatch(oneOf(lesson, program));
    if (program.prints) await expect(lesson.output).toContainText(program.prints);

    await lesson.write(withExports(MARK));
    await lesson.run();
    await expect(lesson.output).toContainText('as good as new');
    expect(await lesson.page.title()).not.toBe('owned');
  });
}

/** Presses Stop when the program has said that it goes, unless it ends by itself. */
async function stopOnceItGoes(lesson: Lesson): Promise<void> {
  const stop = lesson.button('stop');
  const goes = lesson.output.filter({ hasText: 'here we go' });
  await expect(goes.or(lesson.ending).first()).toBeVisible({ timeout: MACHINE_LIMIT });
  if (await stop.isVisible()) await stop.click({ timeout: 5_000 }).catch(() => expect(lesson.ending).toBeVisible());
}

function oneOf(lesson: Lesson, { ends }: HostileProgram): RegExp {
  const { exit } = lesson.words.workspace.output;
  return new RegExp(`^(${ends.map((ending: Ending) => patternOf(exit[ending])).join('|')})$`);
}
