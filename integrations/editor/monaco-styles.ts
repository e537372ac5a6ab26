import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const PREFIX = '\0handshake-style:';
const STYLES = fileURLToPath(new URL('../../src/workspace/editor/monaco/styles.ts', import.meta.url));

/**
 * Lets Monaco carry its style sheets in its own script, in the order in which its modules run. Astro drops every
 * style sheet of a built site that only a later `import()` asks for, and Monaco would stand undressed.
 */
export function monacoStyles(): Plugin {
  return {
    name: 'handshake:monaco-styles',
    apply: 'build',
    enforce: 'pre',
    resolveId: {
      filter: { id: /\.css$/ },
      async handler(source, importer) {
        if (!importer?.includes('/monaco-editor/esm/vs/')) return null;
        const found = await this.resolve(source, importer, { skipSelf: true });
        return found && `${PREFIX}${found.id}.js`;
      },
    },
    load: {
      filter: { id: new RegExp(`^${PREFIX}`) },
      handler(id) {
        const sheet = id.slice(PREFIX.length, -'.js'.length);
        return [
          `import { addStyle } from ${JSON.stringify(STYLES)};`,
          `import css from ${JSON.stringify(`${sheet}?inline`)};`,
          'addStyle(css);',
        ].join('\n');
      },
    },
  };
}
