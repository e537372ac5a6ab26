import { fileURLToPath } from 'node:url';
import { buildPage as build } from '../build-page.ts';
import { builtFolder } from '../built.ts';
import { serveFolder, type Site } from '../site-server.ts';
import { imageFolder } from './image.ts';

export type { Site } from '../site-server.ts';

const FIXTURE = fileURLToPath(new URL('./fixture/', import.meta.url));
const BUILT = builtFolder('machine');

/** As strict as a site may be: nothing from elsewhere, no inline script, no blob worker. */
const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'";

/** Builds the fixture page, with its worker and the emulator's module. */
export const buildPage = (): Promise<void> => build({ root: FIXTURE, folder: BUILT, policy: POLICY });

/** Serves the built page, and the machine image at /machine/, over plain http on `host`. */
export async function serveSite(host?: string): Promise<Site> {
  return serveFolder(BUILT, { host, machine: await imageFolder() });
}
