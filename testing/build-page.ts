import { build, type InlineConfig, type Plugin } from 'vite';

export interface PageBuild {
  /** The folder with the page's index.html. */
  root: string;
  /** Where it is built. */
  folder: string;
  /** Its content security policy, which it names itself and `serveFolder` sends with it. */
  policy: string;
  config?: InlineConfig;
}

/** Builds a test's page as the site would be built. */
export async function buildPage({ root, folder, policy, config = {} }: PageBuild): Promise<void> {
  await build({
    logLevel: 'warn',
    worker: { format: 'es' },
    ...config,
    root,
    configFile: false,
    plugins: [...(config.plugins ?? []), policyInPage(policy)],
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2024',
      chunkSizeWarningLimit: 6_000,
      reportCompressedSize: false,
      ...config.build,
    },
  });
}

/** Writes the policy into the page as Astro does, where the site's handler finds it. */
function policyInPage(policy: string): Plugin {
  const meta = `<meta http-equiv="content-security-policy" content="${policy}">`;
  return { name: 'policy-in-page', transformIndexHtml: html => html.replace('<title>', () => `${meta}<title>`) };
}
