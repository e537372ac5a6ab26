import { assertAlive } from '../alive.ts';
import type { Runtime } from '../runtime.ts';
import type { Session, SessionRequest } from '../session.ts';
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
  const sessions = new Set<Session>();
  let mine = true;

  /** To this owner it is gone, whoever has it now. */
  function use(): Runtime {
    assertAlive(status);
    return runtime;
  }
  function giveBack(): Runtime | undefined {
    if (!mine) return undefined;
    mine = false;
    // Nobody else has a window for them.
    for (const session of sessions) void session.close();
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
    get recordsWire() {
      return runtime.recordsWire;
    },
    get openSession() {
      const open = mine ? runtime.openSession : 'The runtime was disposed.';
      if (typeof open === 'string') return open;
      return (request: SessionRequest) => {
        const session = open(request);
        sessions.add(session);
        void session.exit.then(() => sessions.delete(session));
        return session;
      };
    },
    dispose: async () => {
      await giveBack()?.dispose();
    },
    giveBack,
  };
}
