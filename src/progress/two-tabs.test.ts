import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { listCopies } from './copies.ts';
import { keepDraft, type DraftKeeper } from './draft-keeper.ts';
import { FakeStorage } from '../../testing/fake-storage.ts';
import { codeAtRisk } from './leaving.ts';
import { createMirror } from './mirror.ts';
import { mirrorStore } from './mirrored-store.ts';
import { revisionOf } from './records.ts';
import { createStore, type Store } from './store.ts';

const KEY = 'handshake/draft/echo';

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Tab {
  store: Store;
  window: EventTarget;
  keeper: DraftKeeper;
  hidden: boolean;
}

/** One browser with two tabs; `refuses` takes localStorage away, so that only the mirror is left between them. */
class Browser {
  readonly storage = new FakeStorage();
  readonly name: string;
  readonly refuses: boolean;

  constructor(name: string, refuses: boolean) {
    this.name = name;
    this.refuses = refuses;
  }

  async open(): Promise<Tab> {
    const window = this.storage.tab();
    const local = createStore(this.refuses ? undefined : this.storage, window);
    const store = mirrorStore(local, createMirror(this.name), revisionOf, 60_000);
    await new Promise<void>(resolve => {
      store.whenReady(resolve);
    });
    const tab: Tab = { store, window, hidden: false, keeper: undefined as unknown as DraftKeeper };
    tab.keeper = keepDraft({ store, slug: 'echo', version: 'v1', isHidden: () => tab.hidden });
    return tab;
  }

  /** All texts of the lesson that somebody who comes now can find. */
  async texts(): Promise<(string | undefined)[]> {
    const { store, keeper } = await this.open();
    return [keeper.files, ...listCopies(store, 'echo').map(copy => copy.files)].map(files => files['echo.mjs']);
  }
}

type Step = 'type' | 'flush' | 'deliver' | 'hide' | 'resolve' | 'settle' | 'reload';
const STEPS: Step[] = [
  'type',
  'type',
  'type',
  'flush',
  'flush',
  'deliver',
  'deliver',
  'hide',
  'resolve',
  'settle',
  'reload',
];

const seeds = Array.from({ length: 50 }, (_, at) => at + 1);

// The keeper's own timer would make another order of every run; the fake IndexedDB goes by setImmediate.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

it.each(seeds)('two tabs lose no text that was typed, in whatever order things happen (%i)', async seed => {
  const random = randomOf(seed);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!;
  const browser = new Browser(`tabs ${seed}`, seed % 5 === 0);
  const tabs = [await browser.open(), await browser.open()];
  /** Typed, and not since typed over by somebody who had it before their eyes. */
  const owed = new Set<string>();

  async function perform(step: Step, at: number, text: string): Promise<void> {
    const tab = tabs[at]!;
    if (step === 'type') {
      owed.delete(tab.keeper.files['echo.mjs'] ?? '');
      owed.add(text);
      tab.keeper.edit({ 'echo.mjs': text });
    }
    if (step === 'flush') tab.keeper.flush();
    if (step === 'deliver') browser.storage.deliver(tabs[1 - at]!.window, KEY);
    if (step === 'hide') tab.hidden = !tab.hidden;
    if (step === 'resolve') tab.keeper.resolve(pick(['mine', 'theirs']));
    if (step === 'settle') await tab.store.settled();
    if (step === 'reload') {
      await close(tab);
      tabs[at] = await browser.open();
    }
  }

  for (let steps = 0; steps < 40; steps++) await perform(pick(STEPS), random() < 0.5 ? 0 : 1, `text ${steps}`);
  for (const tab of tabs) await close(tab);
  expect(await browser.texts()).toEqual(expect.arrayContaining([...owed]));
});

/** Who leaves while something is not kept yet is asked, and stays until it is. */
async function close({ keeper, store }: Tab): Promise<void> {
  do {
    keeper.flush();
    await store.settled();
  } while (codeAtRisk(store));
  keeper.dispose();
}
