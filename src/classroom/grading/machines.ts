import type { Runtime } from '../../runtimes/runtime.ts';
import type { MachinePool } from './grade.ts';

export interface Machines extends MachinePool {
  readonly size: number;
  /** Starts them all, so that the first submissions need not wait; rejects when one cannot be started. */
  warm(): Promise<void>;
  /** Frees all; a submission under way ends as lost. */
  dispose(): Promise<void>;
}

/** Bytes that one machine takes of this process, measured: see docs/decisions/028. */
export const MACHINE_BYTES = 400 * 1024 * 1024;

/** How many machines fit: no more than are wanted, at least one. */
export function machinesWithin(wanted: number, memoryBytes: number, machineBytes = MACHINE_BYTES): number {
  return Math.max(1, Math.min(wanted, Math.floor(memoryBytes / machineBytes)));
}

/**
 * Keeps `size` runtimes, and gives each to one submission at a time: what a run leaves is thrown away by the runtime itself
 * (decision 002). One that has failed is replaced.
 */
export function createMachines(size: number, create: () => Runtime): Machines {
  const all = new Set<Runtime>();
  const idle: Runtime[] = [];
  const waiting: ((runtime: Runtime) => void)[] = [];
  const add = () => {
    const runtime = create();
    all.add(runtime);
    return runtime;
  };
  for (let made = 0; made < size; made++) idle.push(add());

  async function give(runtime: Runtime): Promise<void> {
    let next = runtime;
    if (runtime.status === 'failed' || runtime.status === 'disposed') {
      all.delete(runtime);
      await runtime.dispose();
      next = add();
    }
    const first = waiting.shift();
    if (first) first(next);
    else idle.push(next);
  }

  return {
    size,
    async use(work) {
      const runtime = idle.shift() ?? (await new Promise<Runtime>(resolve => waiting.push(resolve)));
      try {
        await runtime.boot();
        return await work(runtime);
      } finally {
        await give(runtime);
      }
    },
    async warm() {
      await Promise.all([...all].map(runtime => runtime.boot()));
    },
    async dispose() {
      await Promise.all([...all].map(runtime => runtime.dispose()));
    },
  };
}
