import type { Store } from '../../progress/index.ts';
import type { LessonRuntime } from '../../runtimes/pool/lesson-runtime.ts';
import type { RuntimePool } from '../../runtimes/pool/pool.ts';
import type { SiteRuntimes } from '../../runtimes/pool/preference.ts';
import type { Scheduler } from '../log/output-log.ts';
import type { WorkspaceProps } from '../props.ts';
import { fetchJson } from '../session/fetch-json.ts';

/** What the bench needs of the page around it; a test gives its own. */
export interface Env {
  /** Asked for only in a browser, once the page is there. */
  store(): Store;
  loadRuntime(): Promise<LessonRuntime>;
  /** Whether a lesson before this one in the page has left a runtime, which costs nothing to take up. */
  runtimeWaits(): boolean;
  fetchJson<T>(url: string, signal?: AbortSignal): Promise<T>;
  /** What lays code out, fetched with the first wish for it. */
  loadFormatter(): Promise<typeof import('../editor/format.ts')>;
  schedule: Scheduler;
  isHidden(): boolean;
  /** What a tab keeps for as long as it is open; a browser that refuses to store throws. */
  tabStorage(): Storage;
  now(): number;
  /** This lesson's address within the site. */
  path(): string;
}

const MACHINE_ALONE: SiteRuntimes = { choice: 'vm', image: true, probe: '' };

/** The page the reader has open, with its pool. Nothing in it is touched before a method is called. */
export function browserEnv(
  { urls, exercise, runtimes = MACHINE_ALONE }: WorkspaceProps,
  store: () => Store,
  pool: RuntimePool,
): Env {
  return {
    store,
    fetchJson,
    async loadRuntime() {
      const { createPageRuntime } = await import('../../runtimes/pool/page-runtime.client.ts');
      return createPageRuntime(runtimes, urls.machine, exercise.needs, pool);
    },
    loadFormatter: () => import('../editor/format.ts'),
    runtimeWaits: () => pool.waiting.size > 0,
    schedule: draw => {
      // A hidden page has no frames, and what a program prints there must not pile up undrawn.
      if (document.hidden) setTimeout(draw, 100);
      else requestAnimationFrame(draw);
    },
    isHidden: () => document.hidden,
    tabStorage: () => sessionStorage,
    now: () => Date.now(),
    path: () => location.pathname,
  };
}
