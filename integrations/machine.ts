import { cp, link, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { AstroIntegration } from 'astro';

import { ensureImage, type Image } from '../image/build.ts';
import type { Manifest } from '../src/emulator/manifest.ts';
import { siteHandler } from '../src/site/serve/handler.ts';
import { hostsFrom } from '../src/site/serve/hosts.ts';

/** Pages import it to know whether a machine is served beside them; see src/env.d.ts. */
const MODULE = 'virtual:handshake/machine';

/**
 * Serves the machine image at /machine/: from its cache folder in development, laid beside the pages in a build.
 * Without an image the site is still built, and its pages say that nothing can run.
 */
export function machine(): AstroIntegration {
  let image: Image | undefined;
  return {
    name: 'handshake:machine',
    hooks: {
      'astro:config:setup': async ({ command, updateConfig, logger }) => {
        if (command === 'preview') return;
        if (command !== 'sync') {
          const found = await ensureImage({ onNotice: line => logger.info(line) });
          if ('missing' in found)
            logger.warn(`Run and Check will not work: ${found.missing}. To mend it: ${found.remedy}.`);
          else image = found;
        }
        updateConfig({ vite: { plugins: [machineModule(image?.manifest)] } });
      },
      'astro:server:setup': ({ server }) => {
        if (!image) return;
        const { folder, manifest } = image;
        server.middlewares.use('/machine/manifest.json', (_request, response) => {
          response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache' });
          response.end(served(manifest));
        });
        server.middlewares.use(`/machine/${manifest.version}`, siteHandler(folder, { hosts: hostsFrom(process.env) }));
      },
      'astro:build:done': async ({ dir, logger }) => {
        if (!image) return;
        await layBeside(image, join(fileURLToPath(dir), 'machine'));
        logger.info('the machine image lies beside the pages, at /machine/');
      },
    },
  };
}

/** The manifest as readers get it: the files lie under the version, so that they may be cached for ever. */
function served(manifest: Manifest): string {
  const files = Object.fromEntries(
    Object.entries(manifest.files).map(([key, file]) => [key, { ...file, name: `${manifest.version}/${file.name}` }]),
  );
  return `${JSON.stringify({ ...manifest, files })}\n`;
}

/** Tens of megabytes that never change under their names: linked where the file system can, else copied. */
async function layBeside({ folder, manifest }: Image, machineFolder: string): Promise<void> {
  const versioned = join(machineFolder, manifest.version);
  await mkdir(versioned, { recursive: true });
  for (const { name } of Object.values(manifest.files)) {
    const [from, to] = [join(folder, name), join(versioned, name)];
    await rm(to, { force: true });
    await link(from, to).catch(() => cp(from, to));
  }
  await cp(join(folder, 'licences'), join(versioned, 'licences'), { recursive: true });
  await writeFile(join(machineFolder, 'manifest.json'), served(manifest));
}

function machineModule(manifest: Manifest | undefined) {
  const content = manifest && { version: manifest.version, packages: manifest.packages, licences: manifest.licences };
  const source = `export const machineServed = ${content !== undefined};\nexport const machineContent = ${JSON.stringify(content)};`;
  return {
    name: MODULE,
    resolveId: (id: string) => (id === MODULE ? `\0${MODULE}` : undefined),
    load: (id: string) => (id === `\0${MODULE}` ? source : undefined),
  };
}
