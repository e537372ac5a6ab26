import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createHighlighter } from 'shiki';
import sirv from 'sirv';
import { build, type InlineConfig } from 'vite';

import { loadLesson } from '../../src/course/disk/load.server.ts';
import { proseByExercise } from '../../src/course/disk/load-prose.server.ts';
import type { FileMap } from '../../src/course/workspace.ts';
import { LANGS, stringsFor, type Lang } from '../../src/i18n/strings.ts';
import { shikiTheme } from '../../src/ui/code-theme.ts';
import { editorBuild } from '../../integrations/editor/index.ts';
import type { WorkspaceProps } from '../../src/workspace/props.ts';
import { builtFolder } from '../../testing/built.ts';
import { answerInput, answerRun } from './runner.ts';

const FIXTURE = fileURLToPath(new URL('./fixture/', import.meta.url));
const BUILT = builtFolder('workspace');

/** The site's own policy, less what only the machine needs. */
const POLICY =
  "default-src 'self'; script-src 'self'; worker-src 'self'; connect-src 'self'; font-src 'self'; " +
  "img-src 'self' data:; style-src 'self' 'unsafe-inline'";

/** A lesson of the course that needs nothing but Node's own modules. */
const SLUG = 'aead';

const common: InlineConfig = {
  root: FIXTURE,
  configFile: false,
  logLevel: 'error',
  plugins: [editorBuild()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
};

/** Builds the bench of a real lesson on a page of its own, in both languages: rendered, then brought to life. */
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
  const page = await readFile(`${BUILT}index.html`, 'utf8');
  for (const lang of LANGS) {
    const props = await propsOf(lang);
    const html = page
      .replace('%lang%', lang)
      .replace('%title%', props.title)
      .replace('%summary%', '')
      .replace('%content%', () => render(props))
      .replaceAll('./assets/', '/assets/');
    await mkdir(`${BUILT}${lang}`, { recursive: true });
    await writeFile(`${BUILT}${lang}/index.html`, html);
  }
  const { bundle, solution } = await loadLesson(SLUG);
  await writeFile(`${BUILT}bundle.json`, JSON.stringify(bundle));
  await writeFile(`${BUILT}solution.json`, JSON.stringify(solution));
}

async function propsOf(lang: Lang): Promise<WorkspaceProps> {
  const { exercise, starter } = await loadLesson(SLUG);
  const { prose } = (await proseByExercise(lang)).get(SLUG)!;
  return {
    lang,
    slug: SLUG,
    exercise,
    starter,
    version: 'first',
    strings: stringsFor(lang),
    title: prose.title,
    highlighted: await highlight(starter),
    checks: prose.checks,
    hints: prose.hints,
    builtAt: Date.now(),
    urls: {
      bundle: '/bundle.json',
      solution: '/solution.json',
      machine: '/machine/',
      next: { href: '/next/', title: 'Passwords' },
    },
  };
}

async function highlight(files: FileMap): Promise<Record<string, string>> {
  const themes = { light: shikiTheme('light'), dark: shikiTheme('dark') };
  const shiki = await createHighlighter({ themes: Object.values(themes), langs: ['javascript'] });
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      shiki.codeToHtml(text, {
        lang: 'javascript',
        themes,
        defaultColor: 'light-dark()',
      }),
    ]),
  );
}

export interface Site {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the built pages under the policy, over plain http, with a place to run Node. */
export async function servePages(): Promise<Site> {
  const files = sirv(BUILT, { etag: true, dev: true });
  const server = createServer((request, response) => {
    response.setHeader('content-security-policy', POLICY);
    if (request.url === '/run') void answerRun(request, response);
    else if (request.url === '/run/input') void answerInput(request, response);
    else files(request, response, () => void response.writeHead(404).end('not here'));
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
