import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import JsonWorker from 'monaco-editor/languages/features/json/json.worker.js?worker';
import scriptWorker from 'monaco-editor/languages/features/typescript/ts.worker.js?worker&url';

import { interest } from './interest.ts';

/** Tells Monaco where its helpers are: files of this site, so that a policy of `worker-src 'self'` is enough. */
export function provideWorkers(): void {
  globalThis.MonacoEnvironment = {
    getWorker(_moduleId, label) {
      if (label === 'json') return new JsonWorker();
      if (label === 'javascript') return interest.then(whenReachable(scriptWorker));
      return new EditorWorker();
    },
  };
}

/**
 * Starts a worker once its file has come. Without the network, Monaco would get an error that nobody catches:
 * it goes without explanations instead, and a later try finds the file in the browser's cache.
 */
function whenReachable(url: string): () => Promise<Worker> {
  return async () => {
    for (;;) {
      const response = await fetch(url).catch(() => undefined);
      if (response?.ok) {
        await response.arrayBuffer();
        return new Worker(url, { type: 'module' });
      }
      await new Promise(resolve => globalThis.addEventListener('online', resolve, { once: true }));
    }
  };
}
