import mdx from '@astrojs/mdx';
import preact from '@astrojs/preact';
import { defineConfig, passthroughImageService } from 'astro/config';

import { ISOLATION } from './scripts/serve/headers.ts';
import { DIRECTIVES, SCRIPT_SOURCES, STYLE_SOURCES } from './scripts/serve/policy.ts';
import { courseCheck } from './scripts/site/course-check.ts';
import { distCheck } from './scripts/site/dist-check.ts';
import { keepLazyStyles } from './scripts/site/keep-lazy-styles.ts';
import { machine } from './scripts/site/machine.ts';
import { runtimeConfig } from './scripts/site/runtime-config.ts';
import { shikiTheme } from './src/ui/code-theme.ts';
import { editorBuild } from './src/workspace/editor/vite/index.ts';

const { webcontainer } = runtimeConfig();

export default defineConfig({
  integrations: [courseCheck(), machine(), mdx(), preact(), distCheck()],
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
