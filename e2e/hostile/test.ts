import { environment } from '../../src/environment/index.server.ts';
import { doAhead } from '../support/ahead.ts';
import { openLesson, type Lesson } from '../support/lesson.ts';
import { test as base } from '../support/test.ts';

export { expect } from '../support/test.ts';

/** The lesson whose `seal.mjs` is replaced by hostile code; its demo.mjs is what Run starts. */
export const EXERCISE = 'aead';
/** As much of an answer as demo.mjs needs to run to its end. */
const EXPORTS = `
export const seal = () => ({ ciphertext: new Uint8Array(32) });
export const open = () => 'nothing';
`;

export const withExports = (code: string): string => code + EXPORTS;

/** One page for all hostile programs: what one of them breaks, the next would suffer from. */
export const test = base.extend<object, { lesson: Lesson }>({
  lesson: [
    async ({ browser }, use) => {
      const context = await browser.newContext({ baseURL: `http://localhost:${environment(['E2E_PORT']).E2E_PORT}` });
      await doAhead(context, 'start');
      const lesson = await openLesson(await context.newPage(), 'en', EXERCISE);
      // Exactly what is written, not indented by an editor that means well.
      await lesson.simpleEditor.check();
      await use(lesson);
      await context.close();
    },
    { scope: 'worker' },
  ],
});
