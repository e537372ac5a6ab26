import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createHighlighter } from 'shiki';
import sirv from 'sirv';
import { build, type InlineConfig } from 'vite';

import { shikiTheme } from '../../src/ui/code-theme.ts';
import { editorBuild } from '../../integrations/editor/index.ts';
import { builtFolder } from '../../testing/built.ts';
import { STARTER } from './fixture/starter.ts';

const FIXTURE = fileURLToPath(new URL('./fixture/', import.meta.url));
const BUILT = builtFolder('editor');

/** The site's own policy, less what only the machine needs. */
const POLICY =
  "default-src 'self'; script-src 'self'; worker-src 'self'; connect-src 'self'; font-src 'self'; " +
  "img-src 'self' data:; style-src 'self' 'unsafe-inline'";

const common: InlineConfig = {
  root: FIXTURE,
  configFile: false,
  logLevel: 'warn',
  plugins: [editorBuild()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
};

/** Builds the fixture page, in both languages, as a site would: rendered by a server, then brought to life. */
export async function buildPages(): Promise<void> {
  await build({
    ...common,
    build: {
      outDir: BUILT,
      emptyOutDir: true,
      target: 'es2024',
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 6_000,
      reportCompressedSize: false,
    },
  });
  await build({ ...common, build: { ssr: 'server.tsx', outDir: `${BUILT}server`, target: 'node24' } });
  const { render } = (await import(
    `${pathToFileURL(`${BUILT}server/server.js`).href}?${Date.now()}`
  )) as typeof import('./fixture/server.tsx');
  const highlighted = await highlight();
  const page = await readFile(`${BUILT}index.html`, 'utf8');
  for (const lang of ['en', 'ko'] as const) {
    await mkdir(`${BUILT}${lang}`, { recursive: true });
    const html = page.replace('%lang%', lang).replace('%content%', () => render({ lang, highlighted }));
    await writeFile(`${BUILT}${lang}/index.html`, html.replaceAll('./assets/', '/assets/'));
  }
}

async function highlight(): Promise<Record<string, string>> {
  const themes = { light: shikiTheme('light'), dark: shikiTheme('dark') };
  const shiki = await createHighlighter({ themes: Object.values(themes), langs: ['javascript'] });
  return Object.fromEntries(
    STARTER.map(({ path, text }) => [
      path,
      shiki.codeToHtml(text, {
        lang: path.endsWith('.mjs') ? 'javascript' : 'text',
        themes,
        defaultColor: 'light-dark()',
        tokenizeTimeLimit: 0,
      }),
    ]),
  );
}

export interface Site {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the built pages under the policy, over plain http. */
export async function servePages(): Promise<Site> {
  const files = sirv(BUILT, { etag: true });
  const server = createServer((request, response) => {
    response.setHeader('content-security-policy', POLICY);
    files(request, response, () => void response.writeHead(404).end('not here'));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
