import { afterEach, beforeEach, describe, expect, it, vi, type Mock } from 'vitest';

import { bundleOf, CHECKS } from '../../../testing/checker-fixture.ts';
import { exerciseSchema } from '../../course/exercise.ts';
import { stringsFor } from '../../i18n/strings.ts';
import { FakeStorage } from '../../../testing/fake-storage.ts';
import { onlyRuntime } from '../../../testing/only-runtime.ts';
import { createStore, loadProgress, type Store } from '../../progress/index.ts';
import { createNodeRuntime } from '../../runtimes/node/node-runtime.ts';
import type { WorkspaceProps } from '../props.ts';
import { FetchProblem } from '../session/fetch-json.ts';
import { Model } from './model.ts';

const STARTER = { 'double.mjs': 'export const double = n => n;\n', 'notes.txt': 'read me' };
const SOLUTION = {
  'double.mjs': `export const double = n => {
  if (typeof n !== 'number') throw new TypeError('a number, please');
  return 2 * n;
};
`,
};
const props: WorkspaceProps = {
  lang: 'en',
  strings: stringsFor('en'),
  slug: 'double',
  exercise: exerciseSchema.parse({
    entry: 'double.mjs',
    files: { 'double.mjs': 'edit', 'notes.txt': 'read' },
    needs: [],
    steps: [['doubles', 'zero'], ['text']],
    attacks: ['text'],
  }),
  version: 'v1',
  starter: STARTER,
  highlighted: {},
  title: 'Double',
  checks: {},
  hints: ['one', 'two', 'three'],
  urls: { bundle: '/bundle', solution: '/solution', machine: '/machine/' },
};

let storage: FakeStorage;
/** Of the tab, as long as it is open. */
let tab: FakeStorage;
let fetched: string[];
let online: boolean;
let detach: (() => void)[];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  storage = new FakeStorage();
  tab = new FakeStorage();
  [fetched, online, detach] = [[], true, []];
});
afterEach(() => {
  for (const end of detach) end();
  vi.useRealTimers();
});

interface Page {
  model: Model;
  store: Store;
  /** Called when the bench may be used. */
  live: Mock<() => void>;
  close(): void;
}

function open(changes: Partial<WorkspaceProps> = {}, storeChanges: Partial<Store> = {}): Page {
  const store = Object.assign(createStore(storage, storage.tab()), storeChanges);
  const model = new Model(
    { ...props, ...changes },
    {
      store: () => store,
      loadRuntime: async () => onlyRuntime(createNodeRuntime()),
      loadFormatter: () => import('../editor/format.ts'),
      runtimeWaits: () => false,
      async fetchJson<T>(url: string) {
        fetched.push(url);
        if (!online) throw new FetchProblem('offline', url);
        return (url === '/bundle' ? bundleOf(CHECKS) : SOLUTION) as T;
      },
      schedule: draw => draw(),
      isHidden: () => false,
      tabStorage: () => tab,
      now: () => Date.now(),
      path: () => '/en/start/double/',
    },
  );
  const live = vi.fn<() => void>();
  const close = model.attach(live);
  detach.push(close);
  return { model, store, live, close };
}

const text = ({ code }: Model): string => code.files.value['double.mjs']!;
const statuses = ({ session }: Model): string =>
  Object.values(session.checks.value)
    .map(check => check.status)
    .join();

async function check(model: Model, alone?: string): Promise<void> {
  model.check(alone);
  await vi.waitFor(() => expect(model.session.status.value).toBe('idle'), { timeout: 10_000 });
}

describe('the code', () => {
  it('is there after a reload, in the other language too', () => {
    const { model, close } = open();
    model.edit('double.mjs', 'mine');
    close();
    expect(text(open({ lang: 'ko' }).model)).toBe('mine');
  });

  it('typed before it was known what is kept goes on, and what was kept is a copy beside it', () => {
    const before = open();
    before.model.edit('double.mjs', 'kept');
    before.close();
    let ready = (): void => {};
    const { model, live } = open(
      {},
      {
        whenReady: then => {
          ready = then;
          return () => {};
        },
      },
    );
    model.edit('double.mjs', 'typed at once');
    expect(live).not.toHaveBeenCalled();
    ready();
    expect(live).toHaveBeenCalledOnce();
    expect(text(model)).toBe('typed at once');
    expect(model.code.copies.value.map(copy => copy.files['double.mjs'])).toEqual(['kept']);
  });

  it('cannot be changed where it is only for reading', () => {
    const { model } = open();
    model.edit('notes.txt', 'changed');
    model.edit('elsewhere.mjs', 'new');
    expect(model.code.files.value).toEqual(STARTER);
  });

  it('may stand in two files: Run starts the one in front, and Check finds what the answer uses', async () => {
    const { model } = open();
    model.makeFile('helper.mjs');
    model.edit('helper.mjs', `console.log('helping');\n${SOLUTION['double.mjs']}`);
    expect([model.shown.value, model.program.value]).toEqual(['helper.mjs', 'helper.mjs']);
    model.run();
    await vi.waitFor(() => expect(model.session.ended.value?.program).toBe('helper.mjs'), { timeout: 10_000 });
    model.edit('double.mjs', "export { double } from './helper.mjs';\n");
    await check(model);
    expect(statuses(model)).toBe('pass,pass,pass');
    model.deleteFile('helper.mjs');
    expect([model.shown.value, model.program.value]).toEqual(['double.mjs', 'double.mjs']);
    expect(model.stale.value).toBe(true);
    await check(model);
    expect(statuses(model)).not.toContain('pass');
  });

  it('is set back only after a question, and the reader can undo it', () => {
    const { model } = open();
    model.askReset();
    expect([model.asking.value, model.nothingToReset.value]).toEqual([undefined, true]);
    model.edit('double.mjs', 'mine');
    model.askReset();
    expect([model.asking.value, text(model)]).toEqual(['reset', 'mine']);
    model.reset();
    expect([text(model), model.code.replaced.value?.by]).toEqual([STARTER['double.mjs'], 'reset']);
    model.code.undo();
    expect([text(model), model.code.replaced.value]).toEqual(['mine', undefined]);
  });

  it('that was set back can still be had after a reload', () => {
    const first = open();
    first.model.edit('double.mjs', 'mine');
    first.model.reset();
    first.close();
    const { model } = open();
    const [copy] = model.code.copies.value;
    expect(copy).toMatchObject({ reason: 'reset', files: { 'double.mjs': 'mine' } });
    model.edit('double.mjs', 'newer');
    model.code.bring(copy!);
    expect(text(model)).toBe('mine');
    expect(model.code.copies.value.map(kept => kept.files['double.mjs'])).toContain('newer');
  });

  it('is kept when the lesson is updated, beside the new start', () => {
    const first = open();
    first.model.edit('double.mjs', 'mine');
    first.close();
    const newer = { version: 'v2', starter: { ...STARTER, 'double.mjs': 'new start' } };
    const { model } = open(newer);
    expect([model.code.outdated.value, text(model)]).toEqual([true, 'mine']);
    model.code.takeNewStarter();
    expect([model.code.outdated.value, text(model)]).toEqual([false, 'new start']);
    model.code.undo();
    expect([model.code.outdated.value, text(model)]).toEqual([true, 'mine']);
    model.code.keepOldDraft();
    detach.pop()!();
    expect(open(newer).model.code.outdated.value).toBe(false);
  });

  it('that was never touched simply follows an update', () => {
    open().close();
    const { model } = open({ version: 'v2', starter: { ...STARTER, 'double.mjs': 'new start' } });
    expect([model.code.outdated.value, text(model)]).toEqual([false, 'new start']);
  });

  it('of two tabs is a question with both versions kept', () => {
    const [a, b] = [open(), open()];
    a.model.edit('double.mjs', 'from a');
    a.model.code.flush();
    b.model.edit('double.mjs', 'from b');
    b.model.code.flush();
    expect(b.model.code.conflict.value?.theirs).toEqual({ 'double.mjs': 'from a' });
    b.model.resolve('theirs');
    expect([text(b.model), b.model.code.conflict.value]).toEqual(['from a', undefined]);
    expect(b.model.code.copies.value.map(copy => copy.files['double.mjs'])).toEqual(['from b']);
  });

  it('is told to last only as long as the tab when nothing can be stored', () => {
    storage.refuses = true;
    const { model } = open();
    model.edit('double.mjs', 'mine');
    model.code.flush();
    expect([model.storeTrouble.value, text(model)]).toEqual(['refused', 'mine']);
  });

  it('starts from the starter when what was stored is damaged, and says so', () => {
    storage.setItem('handshake/draft/double', '{"v":1');
    const { model } = open();
    expect([model.damaged.value, text(model)]).toEqual([true, STARTER['double.mjs']]);
    expect(open().model.damaged.value).toBe(false);
  });
});

describe('a Check', () => {
  it('counts as a try, and its verdicts are there after a reload beside the same code', async () => {
    const { model, store, close } = open();
    await check(model);
    expect([statuses(model), model.lesson.value.tries]).toEqual(['fail,pass,fail', 1]);
    expect(loadProgress(store).lessons).toEqual({ double: 'started' });
    close();
    tab = new FakeStorage();
    const again = open().model;
    expect([statuses(again), again.restoredAt.value]).toEqual(['fail,pass,fail', expect.any(Number)]);
  });

  it('is not shown again beside other code', async () => {
    const { model, close } = open();
    await check(model);
    model.edit('double.mjs', 'other');
    expect(model.stale.value).toBe(true);
    close();
    tab = new FakeStorage();
    expect(statuses(open().model)).toBe('idle,idle,idle');
  });

  it('keeps its verdicts, their values and what was printed in this tab, in the other language too', async () => {
    const { model, close } = open();
    model.edit('double.mjs', `console.log('hello');\n${STARTER['double.mjs']}`);
    await check(model);
    const { results } = model.session.report.value!;
    close();
    const again = open({ lang: 'ko', strings: stringsFor('ko') }).model;
    expect(again.session.report.value?.results).toEqual(results);
    expect(again.session.output.view.value.blocks.map(block => block.text)).toEqual(['hello\n']);
    expect([again.stale.value, again.restoredAt.value, again.session.recalled.value]).toEqual([false, undefined, true]);
    await check(again);
    expect(again.session.recalled.value).toBe(false);
  });

  it('keeps verdicts of older code as what they are', async () => {
    const { model, close } = open();
    await check(model);
    model.edit('double.mjs', 'other');
    close();
    const again = open().model;
    expect([statuses(again), again.ids.every(id => again.isStale(id))]).toEqual(['fail,pass,fail', true]);
  });

  it('does not show what an other lesson showed, nor what another tab has overtaken', async () => {
    const { model, close } = open();
    await check(model);
    close();
    expect(statuses(open({ slug: 'other' }).model)).toBe('idle,idle,idle');
    vi.setSystemTime(Date.now() + 1_000);
    const there = tab;
    tab = new FakeStorage();
    await check(open().model);
    tab = there;
    expect(open().model.restoredAt.value).toEqual(expect.any(Number));
  });

  it('that passes makes the lesson passed for good', async () => {
    const { model, store } = open();
    model.edit('double.mjs', SOLUTION['double.mjs']);
    await check(model);
    expect(statuses(model)).toBe('pass,pass,pass');
    model.edit('double.mjs', 'broken');
    await check(model);
    expect(loadProgress(store).lessons).toEqual({ double: 'passed' });
  });

  it('of one alone that passes is a pass only once all have passed together', async () => {
    const { model, store } = open();
    const passes = SOLUTION['double.mjs'].replace('2 * n', 'n === 0 ? 1 : 2 * n');
    model.edit('double.mjs', passes);
    await check(model, 'text');
    expect([statuses(model), loadProgress(store).lessons]).toEqual(['pass,fail,pass', { double: 'started' }]);
  });

  it('of one alone leaves the verdicts of older code marked as that', async () => {
    const { model } = open();
    await check(model);
    model.edit('double.mjs', `${STARTER['double.mjs']}// more\n`);
    await check(model, 'zero');
    model.edit('double.mjs', `export const double = n => n + 1;\n`);
    await check(model);
    model.edit('double.mjs', `export const double = n => n + 2;\n`);
    await check(model, 'zero');
    expect(model.ids.map(id => model.isStale(id))).toEqual([true, false, true]);
  });

  it('that passes after the solution was shown is remembered as that', async () => {
    const { model, store } = open();
    await model.showSolution();
    model.takeCompared();
    await check(model);
    expect(loadProgress(store).lessons).toEqual({ double: 'shown' });
    expect(model.courseDone()).toBe(false);
    const again = open({ lessons: ['double'] }).model;
    expect(again.courseDone()).toBe(true);
    expect(open({ lessons: ['double', 'other'] }).model.courseDone()).toBe(false);
  });

  it('becomes stale with an edit and current again when the edit is taken back', async () => {
    const { model } = open();
    await check(model);
    expect(model.stale.value).toBe(false);
    model.edit('double.mjs', 'x');
    expect(model.stale.value).toBe(true);
    model.edit('double.mjs', STARTER['double.mjs']);
    expect(model.stale.value).toBe(false);
  });
});

describe('hints', () => {
  it('open one rung at the first press, and the next after a try at one more', async () => {
    const { model } = open();
    model.toggleHints();
    expect(model.lesson.value.hints).toBe(1);
    await check(model);
    model.nextHint();
    expect([model.lesson.value.hints, model.hintEarly.value]).toEqual([2, false]);
  });

  it('open before a try too, at one more deliberate press', () => {
    const { model } = open();
    model.toggleHints();
    model.nextHint();
    expect([model.lesson.value.hints, model.hintEarly.value]).toEqual([1, true]);
    model.nextHint();
    expect([model.lesson.value.hints, model.hintEarly.value]).toEqual([2, false]);
  });

  it('stay open after a reload', () => {
    const { model, close } = open();
    model.toggleHints();
    close();
    const again = open().model;
    again.toggleHints();
    expect(again.lesson.value.hints).toBe(1);
  });

  it('end with the solution', async () => {
    const { model } = open();
    model.toggleHints();
    for (let presses = 0; presses < 6; presses++) model.nextHint();
    await vi.waitFor(() => expect(model.compare.value?.kind).toBe('solution'));
  });
});

describe('the solution', () => {
  it('is fetched only when the reader has said yes', async () => {
    const { model } = open();
    model.askSolution();
    expect([model.asking.value, fetched]).toEqual(['solution', []]);
    await model.showSolution();
    expect([fetched, model.compare.value]).toEqual([['/solution'], { kind: 'solution', files: SOLUTION }]);
    expect([text(model), model.lesson.value.solution]).toEqual([STARTER['double.mjs'], true]);
  });

  it('is taken over only at a press, and that can be undone', async () => {
    const { model } = open();
    model.edit('double.mjs', 'mine');
    await model.showSolution();
    model.takeCompared();
    expect([text(model), model.compare.value]).toEqual([SOLUTION['double.mjs'], undefined]);
    model.code.undo();
    expect(text(model)).toBe('mine');
  });

  it('is not asked about twice', async () => {
    const { model } = open();
    await model.showSolution();
    model.compare.value = undefined;
    model.askSolution();
    await vi.waitFor(() => expect(model.compare.value?.kind).toBe('solution'));
    expect(fetched).toEqual(['/solution']);
  });

  it('that does not come says so, and is fetched again', async () => {
    const { model } = open();
    online = false;
    await model.showSolution();
    expect([model.solution.value, model.lesson.value.solution]).toEqual(['failed', false]);
    online = true;
    await model.showSolution();
    expect([model.solution.value, model.compare.value?.kind]).toEqual(['none', 'solution']);
  });
});

describe('a place in the output', () => {
  it('leads to the file and line, the same place twice too', () => {
    const { model } = open();
    model.jump({ path: 'notes.txt', line: 3 });
    const first = model.reveal.value!;
    model.jump({ path: 'notes.txt', line: 3 });
    expect([model.active.value, first.line, model.reveal.value!.nonce > first.nonce]).toEqual(['notes.txt', 3, true]);
  });
});
