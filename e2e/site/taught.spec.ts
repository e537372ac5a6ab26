import type { Locator, Page } from '@playwright/test';

import { loadLesson } from '../../src/course/disk/load.server.ts';
import { proseByExercise } from '../../src/course/disk/load-prose.server.ts';
import type { FileMap } from '../../src/course/workspace.ts';
import { LANGS, type Lang } from '../../src/i18n/strings.ts';
import { afterPassing } from '../../src/site/after-passing.ts';
import { catchQuestions } from '../../src/workspace/model/after.ts';
import { Lesson, openLesson } from '../support/lesson.ts';
import { expect, test } from '../support/test.ts';

/** The learner attacks first in it, and it needs neither a socket nor a certificate: the machine is quick with it. */
const EXERCISE = 'nonce';
const DAY_MS = 24 * 60 * 60 * 1000;
const MOST_TABS = 80;

const lesson = await loadLesson(EXERCISE);
const { starter, solution, exercise } = lesson;
const ids = exercise.steps.flat();
const [attackFirst, ...rest] = exercise.steps;
const [question] = catchQuestions(afterPassing(lesson), ids);

test.describe.configure({ timeout: 240_000 });

/** What a reader does who has no mouse. */
class Keyboard {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  /** Tabs to something, and out of the editor first if need be. */
  async to(target: Locator, key = 'Tab'): Promise<void> {
    await expect(target).toBeVisible();
    await this.page.keyboard.press('Escape');
    for (let presses = 0; presses < MOST_TABS; presses++) {
      if (await target.evaluate(one => one === document.activeElement)) return;
      await this.page.keyboard.press(key);
    }
    throw new Error(`${MOST_TABS} times ${key} did not lead to ${String(target)}`);
  }

  async press(target: Locator, key = 'Enter'): Promise<void> {
    await this.to(target);
    await this.page.keyboard.press(key);
  }

  /** Puts text in place of a file, by its tab and the plain editor. */
  async write({ code, page }: Lesson, path: string, text: string): Promise<void> {
    await this.to(code.getByRole('tab', { selected: true }), 'Shift+Tab');
    const tab = code.getByRole('tab', { name: path });
    for (let presses = 0; (await tab.getAttribute('aria-selected')) !== 'true'; presses++) {
      if (presses > Object.keys(starter).length) throw new Error(`no arrow leads to ${path}`);
      await page.keyboard.press('ArrowRight');
    }
    await this.to(code.getByRole('textbox'));
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.insertText(text);
  }

  async check(on: Lesson): Promise<Record<string, string>> {
    await this.page.keyboard.press('ControlOrMeta+Enter');
    await expect(on.button('stop')).toBeVisible();
    await expect(on.button('stop')).toBeHidden({ timeout: 100_000 });
    return on.statuses();
  }
}

test.beforeEach(({ context }) =>
  context.addInitScript(() => {
    // The blank page before the first one may keep nothing.
    if (location.protocol === 'http:') localStorage.setItem('handshake:editor', 'simple');
  }),
);

for (const lang of LANGS) {
  test(`in ${lang}, by keyboard alone: guess, attack, fail twice, mend, pass, look at a wrong answer, and recall a day later`, async ({
    page,
  }) => {
    const { prose } = (await proseByExercise(lang)).get(EXERCISE)!;
    const on = await openLesson(page, lang, EXERCISE);
    const keys = new Keyboard(page);
    const started = Date.now();

    await guess(keys, on, prose.predict!);
    await attack(keys, on, prose.checks);
    await keys.write(on, 'box.mjs', solution['box.mjs']!);
    expect(await keys.check(on)).toEqual(every('pass'));
    await review(keys, on, prose.checks);
    await recall(keys, page, lang, on, prose.recall!);
    console.log(`${lang}: ${Math.round((Date.now() - started) / 1000)} s`);
  });
}

type Prose = Awaited<ReturnType<typeof proseByExercise>> extends Map<string, { prose: infer P }> ? P : never;

/** A wrong guess first: the truth stands beside it once the program has run. */
async function guess(keys: Keyboard, on: Lesson, { options, right, after }: NonNullable<Prose['predict']>) {
  const { predict } = on.words.workspace;
  const details = on.page.locator('details').filter({ hasText: predict.title });
  await keys.press(details.locator('summary'));
  const radios = details.getByRole('radio');
  await keys.press(radios.first(), 'Space');
  if (right === 0) await keys.page.keyboard.press('ArrowDown');
  await expect(details).not.toContainText(plain(after));
  await keys.page.keyboard.press('ControlOrMeta+Shift+Enter');
  await on.ended();
  await expect(details).toContainText(plain(after));
  await expect(details).toContainText(`${plain(options[right]!)} ${predict.right}`);
  await expect(details).toContainText(predict.yours);
}

/** The attack works, and what is to be mended fails: a question at first, and what to change the second time. */
async function attack(keys: Keyboard, on: Lesson, checks: Prose['checks']) {
  await keys.write(on, 'attack.mjs', solution['attack.mjs']!);
  const first = await keys.check(on);
  expect(attackFirst!.map(id => first[id])).toEqual(attackFirst!.map(() => 'pass'));
  const failing = rest.flat().find(id => first[id] === 'fail')!;
  const row = on.checkItem(failing).getByRole('button');
  if ((await row.getAttribute('aria-expanded')) === 'false') await keys.press(row);
  const { ask, fix } = checks[failing]!;
  await expect(on.checks).toContainText(plain(ask!));
  await expect(on.checks).not.toContainText(plain(fix!));
  expect((await keys.check(on))[failing]).toBe('fail');
  if ((await row.getAttribute('aria-expanded')) === 'false') await keys.press(row);
  await expect(on.checks).toContainText(plain(fix!));
}

/** Which check catches this? One that does not, and then the one that does. */
async function review(keys: Keyboard, on: Lesson, checks: Prose['checks']) {
  const { after } = on.words.workspace;
  const { options, caughtBy } = question!;
  const section = on.page
    .locator('section')
    .filter({ has: on.page.getByRole('heading', { name: after.catch }) })
    .last();
  const option = (id: string) =>
    section
      .getByRole('listitem')
      .filter({ hasText: plain(checks[id]!.title) })
      .getByRole('button');
  await keys.press(option(options.find(id => !caughtBy.includes(id))!));
  await expect(section.getByRole('status')).toHaveText(after.notCaught);
  await keys.press(option(caughtBy[0]!));
  await expect(section.getByRole('status')).toContainText(plain(checks[caughtBy[0]!]!.title));
}

/** The clock of the next page is a day ahead: two questions are there, and gone once they are answered. */
async function recall(keys: Keyboard, page: Page, lang: Lang, on: Lesson, questions: NonNullable<Prose['recall']>) {
  await page.addInitScript(`{ const now = Date.now; Date.now = () => now() + ${DAY_MS}; }`);
  await page.goto(`/${lang}/`);
  const { recall: words } = on.words;
  const due = page.getByRole('region', { name: words.title, exact: true });
  for (const [at, { why }] of questions.slice(0, 2).entries()) {
    const asked = due.getByRole('group').nth(at);
    await keys.press(asked.getByRole('radio').first(), 'Space');
    await expect(asked.getByRole('status')).toContainText(plain(why));
  }
  await keys.press(due.getByRole('button', { name: words.done }));
  await expect(due).toBeHidden();
}

const every = (status: string): FileMap => Object.fromEntries(ids.map(id => [id, status]));

/** As it is shown: without the marks of code and emphasis. */
const plain = (text: string): string => text.replace(/[`*]/g, '');
