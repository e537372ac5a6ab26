import { existsSync } from 'node:fs';
import { access, constants, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { diskTrouble } from '../../image/cache/trouble.ts';
import { environment } from '../../src/environment/index.server.ts';
import { ensurePki } from '../../src/pki/index.ts';
import { inProject } from '../../src/project.server.ts';
import { runtimeConfig } from '../../src/site/runtime-config.ts';
import { step } from '../../src/steps.server.ts';
import { runAstro } from './astro.ts';
import { compressTexts } from './compress.ts';
import { digestOfSources } from './inputs.ts';
import { makeMachine } from './machine.ts';
import { isUpToDate, remember } from './record.ts';

/** Of the sources that `dist/` was built from, and what was made. */
const RECORD = inProject('.cache', 'site.json');

/**
 * Makes `dist/`: certificates, the machine image where it can be had, the pages, their compressed copies; and beside it
 * `.cache/server/`, what makes the pages of a class when they are asked for. Each part is made anew only when what it is
 * made of has changed. Rejects when there is no site to serve at the end.
 */
export async function buildSite(): Promise<void> {
  try {
    await buildWhatChanged();
  } catch (error) {
    throw (
      (await diskTrouble(error, inProject(), 'clone Handshake into a folder that you may write, and start it there')) ??
      error
    );
  }
}

async function buildWhatChanged(): Promise<void> {
  await step('Certificates and keys of the lessons', () => ensurePki());
  const machine = await makeMachine();
  const digest = await digestOfSources(
    machine,
    JSON.stringify([runtimeConfig(), environment(['HANDSHAKE_URL', 'HANDSHAKE_SOURCE'])]),
  );
  const dist = inProject('dist');
  const server = inProject('.cache', 'server');
  const complete = existsSync(join(server, 'entry.mjs'));
  if (complete && (await isUpToDate(RECORD, dist, digest, line => console.log(line)))) {
    console.log('The pages are up to date.');
    return;
  }
  await access(inProject(), constants.W_OK); // said at once, not after a minute of building
  await rm(server, { recursive: true, force: true });
  await step('Building the pages', () => runAstro(['build']));
  await step('Compressing them', tell => compressTexts(dist, tell));
  await remember(RECORD, dist, digest);
}

if (import.meta.main) {
  try {
    await buildSite();
    console.log('The site is in dist/. See it with: npm run serve');
  } catch (error) {
    console.error(`\n${(error as Error).message}`);
    process.exitCode = 1;
  }
}
