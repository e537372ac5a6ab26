import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What a page costs before the editor: compressed bytes of each kind, without fonts. */
export interface PageWeight {
  html: number;
  css: number;
  js: number;
}

/**
 * The weight of a page of a built site: its HTML, its style sheets, and every script that loads with it, followed
 * through static imports. What is imported on demand (the editor, the machine) does not count.
 */
export async function pageWeight(dist: string, page: string): Promise<PageWeight> {
  const html = await readFile(join(dist, page), 'utf8');
  const styles = new Set([...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(match => match[1]!));
  return {
    html: gzipped(Buffer.from(html)),
    css: await sum(dist, styles),
    js: await sum(dist, await scriptsOf(dist, html)),
  };
}

/**
 * What a part costs that a page loads on demand: the script `/_astro/<name>.<hash>.js` with what it imports at once and the
 * page does not have yet. Undefined where the site has no such script.
 */
export async function partWeight(dist: string, page: string, name: string): Promise<number | undefined> {
  const file = (await readdir(join(dist, '_astro'))).find(one => one.startsWith(`${name}.`) && one.endsWith('.js'));
  if (!file) return undefined;
  const there = await scriptsOf(dist, await readFile(join(dist, page), 'utf8'));
  const all = new Set(there);
  await follow(dist, `/_astro/${file}`, all);
  return sum(dist, new Set([...all].filter(script => !there.has(script))));
}

async function scriptsOf(dist: string, html: string): Promise<Set<string>> {
  const scripts = new Set<string>();
  const first = [...html.matchAll(/<script[^>]* src="([^"]+)"|(?:component|renderer)-url="([^"]+)"/g)];
  for (const [, script, part] of first) await follow(dist, (script ?? part)!, scripts);
  return scripts;
}

async function follow(dist: string, url: string, found: Set<string>): Promise<void> {
  if (found.has(url)) return;
  found.add(url);
  const code = await readFile(join(dist, url), 'utf8');
  for (const [, path] of code.matchAll(
    /(?:^|[;}\n])\s*(?:import|export)\s*(?:[\w$*{][^"'();]*?from\s*)?["'](\.{1,2}\/[^"']+)["']/g,
  )) {
    await follow(dist, new URL(path!, `file://${url}`).pathname, found);
  }
}

async function sum(dist: string, urls: Set<string>): Promise<number> {
  const sizes = await Promise.all([...urls].map(async url => gzipped(await readFile(join(dist, url)))));
  return sizes.reduce((all, one) => all + one, 0);
}

function gzipped(bytes: Buffer): number {
  return gzipSync(bytes, { level: 9 }).length;
}
