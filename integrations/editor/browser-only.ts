import type { Plugin } from 'vite';

/**
 * Keeps Monaco out of a server's build: it could never run there, and would be built a second time for nothing.
 */
export function browserOnly(): Plugin {
  return {
    name: 'handshake:browser-only',
    enforce: 'pre',
    load: {
      filter: { id: [/\/workspace\/editor\/monaco\/index\.ts$/, /\/monaco-editor\/esm\/vs\/nls\//] },
      handler() {
        return this.environment.config.consumer === 'server' ? 'export {};' : null;
      },
    },
  };
}
