import { fileURLToPath } from 'node:url';

import { readProbeWorkspace } from '../../src/runtimes/probe/probe-workspace.ts';
import { DEFAULT_ORIGIN } from '../../src/runtimes/webcontainer/origin.ts';
import { buildPage as build } from '../../testing/build-page.ts';
import { builtFolder } from '../../testing/built.ts';
import { imageFolder } from '../../testing/machine/image.ts';
import { serveFolder, type Site } from '../../testing/site-server.ts';

export type { Site } from '../../testing/site-server.ts';

const FIXTURE = fileURLToPath(new URL('./fixture/', import.meta.url));
const BUILT = builtFolder('webcontainer');

/** As the site's own, with the one origin that may be framed. */
const policy = (origin: string): string =>
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; " +
  `worker-src 'self'; connect-src 'self'; frame-src ${origin}`;

/** Builds the fixture page; WebContainer's service is at `origin`. */
export function buildPage(origin = DEFAULT_ORIGIN): Promise<void> {
  return build({ root: FIXTURE, folder: BUILT, policy: policy(origin) });
}

/** Serves the built page isolated, as the site's server does; with the machine image at /machine/ if `machine`. */
export async function serveSite({ machine = false, isolated = true } = {}): Promise<Site> {
  const probe = JSON.stringify(await readProbeWorkspace());
  return serveFolder(BUILT, {
    isolated,
    ...(machine && { machine: await imageFolder() }),
    answers: { '/probe.json': (_, response) => void response.end(probe) },
  });
}
