import { assertAlive, DISPOSED, type BootOptions } from '../alive.ts';
import type { KeptProbe, ProbeKeeper } from '../probe/kept.ts';
import { RuntimeError, type Capability, type Files, type Run, type RunRequest, type Runtime } from '../runtime.ts';
import { createStatus } from '../status.ts';
import { assertFiles, assertRequest } from '../workspace-path.ts';
import { createInstances } from './instances.client.ts';
import { webContainerKeeper } from './keeper.ts';
import { DEFAULT_ORIGIN } from './origin.ts';
import { startProgram, type FreshInstance, type Program } from './program.ts';
import { BOOT_LIMITS, giveUp, type BootLimits, type ServiceOptions } from './service.client.ts';

export interface WebContainerOptions extends Partial<ServiceOptions> {
  /** The workspace in which the probe runs (`probeWorkspace`); asked for only when nothing is kept. */
  probe: () => Promise<Files>;
  keeper?: ProbeKeeper;
  limits?: BootLimits;
}

export interface WebContainerRuntime extends Runtime {
  /** What the probe told, now or on an earlier visit; undefined before `boot` has resolved. */
  readonly known: KeptProbe | undefined;
}

/**
 * Node in the WebContainer service's frame. Every run has an instance of its own: the one before is torn down, which
 * alone is sure to end all that a program started and to remove all that it wrote.
 */
export function createWebContainerRuntime({
  origin = DEFAULT_ORIGIN,
  apiKey,
  limits = BOOT_LIMITS,
  keeper = webContainerKeeper(origin),
  probe,
}: WebContainerOptions): WebContainerRuntime {
  const service: ServiceOptions = { origin, ...(apiKey === undefined ? {} : { apiKey }) };
  const status = createStatus();
  const instances = createInstances({ service, limits, keeper, probe, status });
  let files: Files = {};
  let active: Program | undefined;

  async function freshInstance(before: Program | undefined, program: () => Program): Promise<FreshInstance> {
    await before?.exit;
    // The run before may be the reason for a restart that is still under way.
    await boot();
    if (!program().ended) status.set('running');
    return instances.take();
  }

  async function boot(options: BootOptions = {}): Promise<void> {
    assertAlive(status, options.signal);
    await instances.ready(options);
  }

  function run(request: RunRequest): Run {
    assertRequest(request);
    const before = active;
    before?.stop({ reason: 'aborted', code: null });
    const started = startProgram({
      request,
      files,
      instance: () => freshInstance(before, () => started),
      onSilence: message => {
        giveUp(message);
        instances.forget('failed');
      },
    });
    active = started;
    void started.exit.then(() => {
      if (active === started) active = undefined;
      if (status.current === 'running') instances.renew();
    });
    return started;
  }

  /** The page is left, perhaps to be come back to: the service's memory is given back. */
  function leave(): void {
    active?.stop({ reason: 'lost', code: null, message: 'The page was left.' });
    if (status.current !== 'idle') instances.forget('idle');
  }
  globalThis.addEventListener?.('pagehide', leave);

  return {
    name: 'webcontainer',
    get status() {
      return status.current;
    },
    get capabilities(): ReadonlySet<Capability> {
      return new Set(instances.wanted ? proved(instances.known) : []);
    },
    get known() {
      return instances.known;
    },
    onStatus: status.listen,
    boot,
    async mount(next) {
      assertAlive(status);
      assertFiles(next);
      files = { ...next };
    },
    run,
    // Each run has an instance of its own: nothing would be left of what was warmed.
    warmUp: () => {},
    async reset() {
      active?.stop({ reason: 'aborted', code: null });
      await active?.exit;
      await instances.settled();
    },
    // A page may boot one instance, and each run takes a new one (service.client.ts).
    openSession: 'WebContainer gives a page one instance, which every run replaces.',
    recordsWire: 'WebContainer has no packets: it hands what is sent from one program to the other.',
    async dispose() {
      globalThis.removeEventListener?.('pagehide', leave);
      active?.stop({ reason: 'lost', code: null, message: DISPOSED });
      status.set('disposed');
      instances.end(new RuntimeError('disposed', DISPOSED));
    },
  };
}

function proved(known: KeptProbe | undefined): Capability[] {
  return [...(known?.proofs ?? [])].filter(([, { ok }]) => ok).map(([capability]) => capability);
}
