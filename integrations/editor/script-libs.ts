import { pathToFileURL } from 'node:url';
import type { Plugin } from 'vite';

const LIBS = /monaco-editor\/esm\/vs\/languages\/features\/typescript\/lib\/lib\.js/;

/** The language library that learner code sees: all of today's JavaScript, and no browser. */
const ROOT = 'lib.esnext.d.ts';

/** File name to text. */
type Libraries = Readonly<Record<string, string>>;

/** Keeps `roots` and whatever they name by `/// <reference lib="…" />`; throws where a named library is missing. */
export function libraryClosure(all: Libraries, roots: readonly string[]): Record<string, string> {
  const kept: Record<string, string> = {};
  const open = [...roots];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const text = all[name];
    if (text === undefined)
      throw new Error(`Monaco's TypeScript has no "${name}"; see integrations/editor/script-libs.ts`);
    if (name in kept) continue;
    kept[name] = text;
    for (const [, lib] of text.matchAll(/^\/\/\/\s*<reference\s+lib="([^"]+)"/gm)) open.push(`lib.${lib}.d.ts`);
  }
  return kept;
}

/**
 * Ships the TypeScript worker without the browser's libraries: learners write for Node, where `document` is not
 * known, and the DOM's types are two thirds of the whole.
 */
export function scriptLibs(): Plugin {
  return {
    name: 'handshake:script-libs',
    enforce: 'pre',
    load: {
      filter: { id: LIBS },
      async handler(id) {
        const file = pathToFileURL(id.replace(/\?.*$/, '')).href;
        const { libFileMap } = (await import(file)) as { libFileMap: Libraries };
        return `export const libFileMap = ${JSON.stringify(libraryClosure(libFileMap, [ROOT]))};`;
      },
    },
  };
}
