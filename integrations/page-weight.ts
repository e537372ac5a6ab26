import { readFile } from 'node:fs/promises';
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
  const scripts = new Set<string>();
  const first = [...html.matchAll(/<script[^>]* src="([^"]+)"|(?:component|renderer)-url="([^"]+)"/g)];
  for (const [, script, part] of first) await follow(dist, (script ?? part)!, scripts);
  return {
    html: gzipped(Buffer.from(html)),
    css: await sum(dist, styles),
    js: await sum(dist, scripts),
  };
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
