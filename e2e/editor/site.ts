import { fileURLToPath } from 'node:url';

import { highlightFiles } from '../../src/site/highlight.ts';
import { builtFolder } from '../../testing/built.ts';
import { serveFolder, type Site } from '../../testing/site-server.ts';
import { buildRendered } from '../support/rendered.ts';
import type { BenchProps } from './fixture/Bench.tsx';
import { STARTER } from './fixture/starter.ts';

export type { Site } from '../../testing/site-server.ts';

const FIXTURE = fileURLToPath(new URL('./fixture/', import.meta.url));
const BUILT = builtFolder('editor');

/** Builds the editor on a page of its own, in both languages. */
export async function buildPages(): Promise<void> {
  const highlighted = await highlightFiles(Object.fromEntries(STARTER.map(({ path, text }) => [path, text])));
  await buildRendered<BenchProps>({
    root: FIXTURE,
    folder: BUILT,
    propsOf: async lang => ({ lang, highlighted }),
  });
}

/** Serves the built pages under the policy, over plain http. */
export const servePages = (): Promise<Site> => serveFolder(BUILT);
