import { cp, link, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { AstroIntegration, AstroIntegrationLogger } from 'astro';
import type { Connect, Plugin, ViteDevServer } from 'vite';

import type { Image } from '../image/build.ts';
import type { Manifest } from '../src/emulator/manifest.ts';
import { siteHandler } from '../src/site/serve/handler.ts';
import { hostsFrom } from '../src/site/serve/hosts.ts';
import { imageSource, type ImageSource, type Tell } from './image-source.ts';

/** Pages import it to know whether a machine is served beside them; see src/env.d.ts. */
const MODULE = 'virtual:handshake/machine';

const RESOLVED = `\0${MODULE}`;

/**
 * Serves the machine image at /machine/: from its cache folder in development, laid beside the pages in a build.
 * Without an image the site is still built, and its pages say that nothing can run. The development server does not wait
 * for one: it builds it beside, and its pages come anew when it is there.
 */
export function machine(source: ImageSource = imageSource): AstroIntegration {
  let image: Image | null = null;
  const closed = new AbortController();
  return {
    name: 'handshake:machine',
    hooks: {
      'astro:config:setup': async ({ command, updateConfig, logger }) => {
        if (command === 'preview') return;
        const tell: Tell = line => logger.info(line);
        if (command === 'dev') image = await source.cached(tell);
        if (command === 'build') image = await source.build(tell).catch(because(logger));
        updateConfig({ vite: { plugins: [machineModule(() => image?.manifest)] } });
      },
      'astro:server:setup': ({ server, logger }) => {
        server.middlewares.use(
          '/machine',
          machineFiles(() => image, hostsFrom(process.env)),
        );
        if (image) return;
        logger.info('there is no machine image yet: it is built beside, and pages come anew when it is there');
        void source
          .buildApart(line => logger.info(line), closed.signal)
          .then(built => {
            image = built;
            loadAnew(server);
            logger.info('the machine is there: Run and Check work');
          })
          .catch((error: Error) => closed.signal.aborted || because(logger)(error));
      },
      'astro:server:done': () => closed.abort(),
      'astro:build:done': async ({ dir, logger }) => {
        if (!image) return;
        await layBeside(image, join(fileURLToPath(dir), 'machine'));
        logger.info('the machine image lies beside the pages, at /machine/');
      },
    },
  };
}

/** Says why there is no machine; the site does without. */
function because(logger: AstroIntegrationLogger): (error: Error) => null {
  return error => {
    logger.warn(`Run and Check will not work: ${error.message}`);
    return null;
  };
}

/** Answers below /machine/ once there is an image. */
function machineFiles(imageNow: () => Image | null, hosts: readonly string[]): Connect.NextHandleFunction {
  return (request, response, next) => {
    const image = imageNow();
    if (!image) return next();
    const { folder, manifest } = image;
    const { pathname } = new URL(request.url!, 'http://localhost');
    if (pathname === '/manifest.json') {
      response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache' });
      return void response.end(served(manifest));
    }
    if (!pathname.startsWith(`/${manifest.version}/`)) return next();
    request.url = request.url!.slice(manifest.version.length + 1);
    siteHandler(folder, { hosts })(request, response);
  };
}

/** What pages were made with is no longer so: they are made again, and open tabs load them. */
function loadAnew({ environments }: ViteDevServer): void {
  for (const { moduleGraph, hot } of Object.values(environments)) {
    const module = moduleGraph.getModuleById(RESOLVED);
    if (module) moduleGraph.invalidateModule(module);
    hot.send({ type: 'full-reload' });
  }
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

function machineModule(manifestNow: () => Manifest | undefined): Plugin {
  return {
    name: MODULE,
    resolveId: id => (id === MODULE ? RESOLVED : undefined),
    load: id => (id === RESOLVED ? sourceFor(manifestNow()) : undefined),
  };
}

function sourceFor(manifest: Manifest | undefined): string {
  const content = manifest && { version: manifest.version, packages: manifest.packages, licences: manifest.licences };
  return `export const machineServed = ${content !== undefined};\nexport const machineContent = ${JSON.stringify(content)};`;
}
