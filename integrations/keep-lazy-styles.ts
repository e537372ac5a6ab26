import type { Plugin } from 'vite';

/**
 * Keeps the style sheets of parts that an island loads on demand, such as the editor's. Astro takes a sheet that
 * no page links for an orphan and deletes it, though the part's own import asks for it; one that is among its
 * chunk's assets it leaves alone.
 */
export function keepLazyStyles(): Plugin {
  return {
    name: 'handshake:keep-lazy-styles',
    apply: 'build',
    applyToEnvironment: environment => environment.name === 'client',
    generateBundle: {
      order: 'pre',
      handler(_options, bundle) {
        for (const chunk of Object.values(bundle)) {
          if (chunk.type !== 'chunk') continue;
          for (const sheet of chunk.viteMetadata?.importedCss ?? []) chunk.viteMetadata!.importedAssets.add(sheet);
        }
      },
    },
  };
}
