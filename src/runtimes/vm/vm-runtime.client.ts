import { watchSpareTime } from './spare-time.client.ts';
import { createVmRuntimeIn, type VmOptions, type VmRuntime } from './vm-runtime.ts';
import { openWebWorker } from './web-worker.client.ts';

export type { VmRuntime } from './vm-runtime.ts';

/** The machine in a worker of this page. */
export function createVmRuntime(options: VmOptions): VmRuntime {
  return createVmRuntimeIn({ open: openWebWorker, watchSpareTime }, options);
}
