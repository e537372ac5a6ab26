import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { build, type InlineConfig } from 'vite';

import { editorBuild } from '../../integrations/editor/index.ts';
import { LANGS, type Lang } from '../../src/i18n/strings.ts';
import { buildPage } from '../../testing/build-page.ts';

/** The site's own policy, less what only the machine needs. */
const POLICY =
  "default-src 'self'; script-src 'self'; worker-src 'self'; connect-src 'self'; font-src 'self'; " +
  "img-src 'self' data:; style-src 'self' 'unsafe-inline'";

export interface RenderedPages<Props> {
  /** The fixture: index.html with `%…%` to be filled, its script, and server.tsx with `render`. */
  root: string;
  /** Where they are built, with a slash at the end. */
  folder: string;
  propsOf(lang: Lang): Promise<Props>;
  /** What the page's `%name%` becomes, besides `%lang%` and `%content%`. */
  wordsOf?(props: Props): Readonly<Record<string, string>>;
}

/** Builds a fixture's page in both languages as the site is built: rendered here, then brought to life in the browser. */
export async function buildRendered<Props>({ root, folder, propsOf, wordsOf }: RenderedPages<Props>): Promise<void> {
  const config: InlineConfig = {
    logLevel: 'error',
    plugins: [editorBuild()],
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  };
  await buildPage({ root, folder, policy: POLICY, config: { ...config, build: { assetsInlineLimit: 0 } } });
  const server = { ssr: 'server.tsx', outDir: `${folder}server`, target: 'node24' };
  await build({ ...config, root, configFile: false, build: server });
  const { render } = (await import(`${pathToFileURL(`${folder}server/server.js`).href}?${Date.now()}`)) as {
    render(props: Props): string;
  };
  const page = (await readFile(`${folder}index.html`, 'utf8')).replaceAll('./assets/', '/assets/');
  for (const lang of LANGS) {
    const props = await propsOf(lang);
    const words = { lang, ...wordsOf?.(props), content: render(props) };
    await mkdir(`${folder}${lang}`, { recursive: true });
    await writeFile(`${folder}${lang}/index.html`, filled(page, words));
  }
}

function filled(page: string, words: Readonly<Record<string, string>>): string {
  return page.replace(/%(\w+)%/g, (whole, name: string) => words[name] ?? whole);
}
