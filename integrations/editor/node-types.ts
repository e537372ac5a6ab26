import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const MODULE = 'virtual:handshake/node-types';
const DEV_PATH = '/@handshake/node-types.json';
const require = createRequire(import.meta.url);

/**
 * The declarations of Node as one record: address (`file:///node_modules/@types/node/tls.d.ts`) to text, comments
 * kept, since they are what a reader sees on hovering. Declarations for older compilers (`ts5.6/`) are left out.
 */
export function packNodeTypes(): Record<string, string> {
  const node = require.resolve('@types/node/package.json');
  const undici = createRequire(node).resolve('undici-types/package.json');
  return { ...declarations('@types/node', dirname(node)), ...declarations('undici-types', dirname(undici)) };
}

function declarations(name: string, folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(path => path.replaceAll('\\', '/'))
    .filter(path => path.endsWith('.d.ts') && !/^ts\d/.test(path))
    .sort();
  return Object.fromEntries(
    paths.map(path => [
      `file:///node_modules/${name}/${path}`,
      withPlainLinks(readFileSync(join(folder, path), 'utf8')),
    ]),
  );
}

/** Monaco shows `{@link Server}` as it is written; this makes it Markdown, which it can show. */
export function withPlainLinks(text: string): string {
  return text.replace(/\{@link(?:code|plain)?\s+([^\s|}]+)[\s|]*([^}]*)\}/g, (_, target: string, label: string) => {
    if (/^https?:/.test(target)) return `[${label || target}](${target})`;
    return label || `\`${target}\``;
  });
}

/** Gives `virtual:handshake/node-types`, whose default export is the address of that record as a JSON file. */
export function nodeTypes(): Plugin {
  let serving = false;
  return {
    name: 'handshake:node-types',
    configResolved(config) {
      serving = config.command === 'serve';
    },
    configureServer(server) {
      server.middlewares.use(DEV_PATH, (_request, response) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(packNodeTypes()));
      });
    },
    resolveId: id => (id === MODULE ? `\0${MODULE}` : null),
    load(id) {
      if (id !== `\0${MODULE}`) return null;
      if (serving) return `export default ${JSON.stringify(DEV_PATH)};`;
      const source = JSON.stringify(packNodeTypes());
      const file = this.emitFile({ type: 'asset', name: 'node-types.json', source });
      return `export default import.meta.ROLLUP_FILE_URL_${file};`;
    },
  };
}
