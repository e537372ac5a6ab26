import type { Plugin } from 'vite';

import { browserOnly } from './browser-only.ts';
import { monacoStyles } from './monaco-styles.ts';
import { nodeTypes } from './node-types.ts';
import { scriptLibs } from './script-libs.ts';
import { slimMonaco } from './slim-monaco.ts';

/** Everything that Vite must know to build the editor; the site's configuration adds it to its `vite.plugins`. */
export function editorBuild(): Plugin[] {
  return [
    browserOnly(),
    nodeTypes(),
    slimMonaco(),
    monacoStyles(),
    scriptLibs(),
    {
      name: 'handshake:editor-build',
      config: () => ({
        // Workers are bundles of their own, and modules, so that they may be split and start without eval.
        worker: { format: 'es' as const, plugins: () => [scriptLibs()] },
        // Monaco names its files by their own address, which is lost where a development server bundles it.
        optimizeDeps: { exclude: ['monaco-editor'] },
      }),
    },
  ];
}
