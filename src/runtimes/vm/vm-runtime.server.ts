import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { OpenPort } from './link.ts';
import { createVmRuntimeIn, type VmRuntime } from './vm-runtime.ts';

/** The machine in a thread of this Node process, from the image in `folder`; a process ends only once it is disposed. */
export function createVmRuntime({ folder }: { folder: string }): VmRuntime {
  return createVmRuntimeIn(
    { open: openThread, watchSpareTime: noSpareTime },
    { base: pathToFileURL(`${folder}/`).href },
  );
}

const openThread: OpenPort = (onMessage, onFailure) => {
  const thread = new Worker(new URL('./worker.server.ts', import.meta.url), { name: 'machine' });
  thread.on('message', onMessage);
  thread.on('error', (error: unknown) => onFailure(String(error)));
  return { post: message => thread.postMessage(message), close: () => void thread.terminate() };
};

/** Nobody reads here while nothing runs: there is nothing to warm up for. */
function noSpareTime(tell: (spare: boolean) => void): () => void {
  tell(false);
  return () => {};
}
