import { assertAlive } from '../alive.ts';
import type { Runtime } from '../runtime.ts';
import { createStatus } from '../status.ts';
import { deferRun } from './deferred-run.ts';

export interface Lease extends Runtime {
  /** Ends the lease and gives the runtime back as it is; undefined when the lease had ended. */
  giveBack(): Runtime | undefined;
}

/**
 * A runtime for as long as one owner has it. Once it is given back, nothing that this owner still has under way can
 * reach it: to them it looks disposed.
 */
export function lease(runtime: Runtime): Lease {
  const status = createStatus();
  status.set(runtime.status);
  const unfollow = runtime.onStatus(status.set);
  let mine = true;

  /** To this owner it is gone, whoever has it now. */
  function use(): Runtime {
    assertAlive(status);
    return runtime;
  }
  function giveBack(): Runtime | undefined {
    if (!mine) return undefined;
    mine = false;
    unfollow();
    status.set('disposed');
    return runtime;
  }

  return {
    name: runtime.name,
    get status() {
      return status.current;
    },
    get capabilities() {
      return mine ? runtime.capabilities : new Set<never>();
    },
    onStatus: status.listen,
    boot: async options => use().boot(options),
    mount: async files => use().mount(files),
    run: request => (mine ? runtime.run(request) : deferRun(Promise.resolve().then(use), request)),
    warmUp: programs => {
      if (mine) runtime.warmUp(programs);
    },
    reset: async () => use().reset(),
    dispose: async () => {
      await giveBack()?.dispose();
    },
    giveBack,
  };
}
