import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';

import { ensurePki } from '../pki/index.ts';
import { inProject } from '../project.ts';
import { runtimeConfig } from '../site/runtime-config.ts';
import { step } from '../steps.ts';
import { runAstro } from './astro.ts';
import { compressTexts } from './compress.ts';
import { digestOfSources } from './inputs.ts';
import { makeMachine } from './machine.ts';

/** Names the sources that `dist/` was built from. */
const RECORD = inProject('.cache', 'site.json');

/**
 * Makes `dist/`: certificates, the machine image where it can be had, the pages, their compressed copies. Each
 * part is made anew only when what it is made of has changed. Rejects when there is no site to serve at the end.
 */
export async function buildSite(): Promise<void> {
  await step('Certificates and keys of the lessons', () => ensurePki());
  const machine = await makeMachine();
  const digest = await digestOfSources(machine, JSON.stringify(runtimeConfig()));
  if (existsSync(inProject('dist', 'index.html')) && await builtFrom() === digest) {
    console.log('The pages are up to date.');
    return;
  }
  await step('Building the pages', () => runAstro(['build']));
  await step('Compressing them', tell => compressTexts(inProject('dist'), tell));
  await mkdir(inProject('.cache'), { recursive: true });
  await writeFile(RECORD, `${JSON.stringify({ digest })}\n`);
}

async function builtFrom(): Promise<string | undefined> {
  try {
    return (JSON.parse(await readFile(RECORD, 'utf8')) as { digest?: string }).digest;
  } catch {
    return undefined; // never built, or broken off
  }
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
