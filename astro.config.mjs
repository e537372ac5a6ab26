import mdx from '@astrojs/mdx';
import node from '@astrojs/node';
import preact from '@astrojs/preact';
import { defineConfig, passthroughImageService } from 'astro/config';

import { ISOLATION } from './src/site/serve/headers.ts';
import { DIRECTIVES, SCRIPT_SOURCES, STYLE_SOURCES } from './src/site/serve/policy.ts';
import { courseCheck } from './integrations/course-check.ts';
import { distCheck } from './integrations/dist-check.ts';
import { keepLazyStyles } from './integrations/keep-lazy-styles.ts';
import { machine } from './integrations/machine.ts';
import { environment } from './src/environment/index.server.ts';
import { offline } from './integrations/offline.ts';
import { runtimeConfig } from './src/site/runtime-config.ts';
import { shikiTheme } from './src/ui/code-theme.ts';
import { editorBuild } from './integrations/editor/index.ts';

const { webcontainer } = runtimeConfig();

export default defineConfig({
  site: environment(['HANDSHAKE_URL']).HANDSHAKE_URL,
  // Of the pages of a class alone: everything else is prerendered, and `dist/` stays a whole static site (decision 033).
  adapter: node({ mode: 'middleware' }),
  session: false,
  build: { client: './', server: '../.cache/server/' },
  integrations: [courseCheck(), machine(), mdx(), preact(), distCheck(), offline()],
  // Of `astro dev` and `astro preview`; scripts/serve/ sends the same.
  server: { port: 4321, headers: webcontainer ? { ...ISOLATION } : {} },
  trailingSlash: 'always',
  devToolbar: { enabled: false },
  image: { service: passthroughImageService() },
  markdown: {
    shikiConfig: {
      themes: { light: shikiTheme('light'), dark: shikiTheme('dark') },
      defaultColor: 'light-dark()',
    },
  },
  security: {
    csp: {
      directives: [
        ...DIRECTIVES,
        // The service's frame, in which its programs run: nothing of it comes into the page.
        ...(webcontainer ? [`frame-src ${webcontainer.origin}`] : []),
      ],
      styleDirective: { resources: STYLE_SOURCES },
      // Scripts in a page are held to their hashes, which are added to these.
      scriptDirective: { resources: SCRIPT_SOURCES },
    },
  },
  vite: {
    plugins: [editorBuild(), keepLazyStyles()],
    build: { assetsInlineLimit: 0 },
    // Found late, in a worker, it would make the development server start every page again.
    optimizeDeps: { include: ['v86'] },
    server: { watch: { ignored: ['**/.cache/**', '**/dist/**', '**/test-results/**'] } },
  },
});
