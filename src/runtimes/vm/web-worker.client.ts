import { RuntimeError } from '../runtime.ts';
import type { OpenPort } from './link.ts';
import type { ToPage } from './messages.ts';

/** Starts the machine's worker of this page; throws a `RuntimeError` where there are no workers. */
export const openWebWorker: OpenPort = (onMessage, onFailure) => {
  if (typeof Worker === 'undefined') {
    throw new RuntimeError(
      'not-supported',
      'This browser has no Web Workers, in which the machine runs.',
      'Use a current Firefox, Chrome, Edge or Safari.',
    );
  }
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'machine' });
  worker.onmessage = ({ data }: MessageEvent<ToPage>) => onMessage(data);
  worker.onerror = event => {
    event.preventDefault();
    onFailure(event.message || 'its program could not be loaded');
  };
  return { post: message => worker.postMessage(message), close: () => worker.terminate() };
};
