import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { AstroIntegration } from 'astro';
import { build } from 'vite';

import { inProject } from '../src/project.server.ts';
import { MANIFEST, WORKER, type OfflineManifest } from '../src/site/offline/manifest.ts';

/** What no reader needs without a network: the machine keeps itself, the rest is for other sites and for crawlers. */
const LEFT_OUT = /^\/(machine\/|pictures\/|404\.html$|robots\.txt$|sitemap|[a-z]{2}\/feed\.xml$)/;

/** Lays the service worker beside the pages, and the list of what it can keep (src/site/offline/). */
export function offline(): AstroIntegration {
  return {
    name: 'handshake:offline',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const dist = resolve(fileURLToPath(dir));
        const manifest = await offlineManifest(dist);
        await writeFile(join(dist, MANIFEST), JSON.stringify(manifest));
        await buildWorker(dist);
        logger.info(`${Object.keys(manifest.files).length} files can be kept for when there is no network`);
      },
    },
  };
}

/** Every file of a built site that is worth keeping. */
export async function offlineManifest(dist: string): Promise<OfflineManifest> {
  const files = (await readdir(dist, { recursive: true, withFileTypes: true }))
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
  const entries: [string, string][] = [];
  for (const file of files) {
    const path = `/${relative(dist, file).split(sep).join('/')}`.replace(/\/index\.html$/, '/');
    if (!LEFT_OUT.test(path)) entries.push([path, digest(await readFile(file))]);
  }
  return { files: Object.fromEntries(entries) };
}

/** One classic script: not every browser lets a service worker import (HTML, 4.12.1). */
async function buildWorker(dist: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: dist,
      emptyOutDir: false,
      lib: {
        entry: inProject('src', 'site', 'offline', 'worker.ts'),
        formats: ['iife'],
        name: 'handshakeOffline',
        fileName: () => WORKER.slice(1),
      },
    },
  });
}

function digest(content: Buffer): string {
  return createHash('sha256').update(content).digest('base64url').slice(0, 16);
}
