import { readFileSync } from 'node:fs';
import type { BrowserContext, Frame, Route } from '@playwright/test';

import { inProject } from '../../../src/project.server.ts';
import { Instance, type Command, type Tree } from './host.ts';
import { SLOW_MS, type Mode } from './modes.ts';

/** What the frame asks of real Node; `folder` names an instance, `id` a process. */
type Ask =
  | { verb: 'build' }
  | { verb: 'load'; folder: string; tree: Tree }
  | { verb: 'run'; folder: string; id: string; command: Command }
  | { verb: 'write'; folder: string; id: string; data: string }
  | { verb: 'kill'; folder: string; id: string }
  | { verb: 'teardown'; folder: string };

/** The frame's own global, in frame.js. */
type FrameGlobal = typeof globalThis & { fromHost(news: { id: string; output?: string; code?: number }): void };

export interface Double {
  /** Addresses asked of the service, in order. */
  readonly requests: readonly string[];
  /** Instances that were built, and those that were torn down. */
  readonly built: number;
  readonly tornDown: number;
  /** Ends all that it started on this computer. */
  close(): Promise<void>;
}

/** What lets a page that is isolated show the frame; the service sends the same. */
const HEADERS = {
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'no-store',
};

/**
 * Answers at the service's address for all pages of a context. The real client talks to it by its real protocol, and
 * what it runs is this computer's Node; only the service itself is missing.
 */
export async function installDouble(
  context: BrowserContext,
  mode: Mode,
  origin = 'https://stackblitz.com',
): Promise<Double> {
  const instances = new Map<string, Instance>();
  const processes = new Map<string, number>();
  const requests: string[] = [];
  let built = 0;
  let tornDown = 0;

  async function build(): Promise<string> {
    const instance = await Instance.create(mode);
    instances.set(instance.folder, instance);
    built++;
    return instance.folder;
  }

  async function answer(frame: Frame, ask: Ask): Promise<unknown> {
    if (ask.verb === 'build') return await build();
    const instance = instances.get(ask.folder)!;
    switch (ask.verb) {
      case 'load':
        return await instance.load(ask.tree);
      case 'run':
        return void processes.set(ask.id, start(frame, instance, ask.id, ask.command));
      case 'write':
        return instance.write(processes.get(ask.id)!, ask.data);
      case 'kill':
        return instance.kill(processes.get(ask.id)!);
      case 'teardown':
        tornDown++;
        return await instance.tearDown();
    }
  }

  function start(frame: Frame, instance: Instance, id: string, command: Command): number {
    // One after the other: two calls under way may arrive in either order.
    let told = Promise.resolve();
    const tell = (news: { output?: string; code?: number }): void => {
      told = told
        .then(() => frame.evaluate(all => (globalThis as FrameGlobal).fromHost(all), { id, ...news }))
        .catch(() => {}); // the page has gone
    };
    return instance.start(
      command,
      bytes => tell({ output: bytes.toString('base64') }),
      code => tell({ code }),
    );
  }

  await context.exposeBinding('host', ({ frame }, ask: Ask) => answer(frame, ask));
  await context.route(`${origin}/**`, async route => {
    requests.push(route.request().url());
    await serve(route, mode);
  });
  return {
    requests,
    get built() {
      return built;
    },
    get tornDown() {
      return tornDown;
    },
    close: async () => {
      await Promise.all([...instances.values()].map(instance => instance.tearDown()));
    },
  };
}

async function serve(route: Route, mode: Mode): Promise<void> {
  if (mode === 'reset') return await route.abort('connectionreset');
  if (mode === '403') return await route.fulfill({ status: 403, headers: HEADERS, body: 'Forbidden' });
  const { pathname } = new URL(route.request().url());
  const script = (body: string): Promise<void> =>
    route.fulfill({ headers: HEADERS, contentType: 'text/javascript', body });
  if (pathname === '/frame.js') return await script(readFileSync(new URL('./frame.js', import.meta.url), 'utf8'));
  if (pathname === '/vendor.js') {
    return await script(
      readFileSync(inProject('node_modules', '@webcontainer', 'api', 'dist', 'vendor', 'index.js'), 'utf8'),
    );
  }
  if (pathname !== '/headless') return await route.fulfill({ status: 404, headers: HEADERS, body: 'not here' });
  const settings = JSON.stringify({ mode, slow: mode === 'slow' ? SLOW_MS : 0 });
  await route.fulfill({
    headers: HEADERS,
    contentType: 'text/html',
    body:
      `<!doctype html><meta name="mode" content='${settings}'>` +
      (mode === 'mute' ? '' : '<script type="module" src="/frame.js"></script>'),
  });
}
