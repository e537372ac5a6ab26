import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { AstroIntegration, AstroIntegrationLogger } from 'astro';
import { AstroError } from 'astro/errors';

import { inProject } from '../src/project.server.ts';
import { findLeaks } from './leaks.ts';
import { pageWeight, partWeight } from './page-weight.ts';

/** What a lesson page may cost before the editor, compressed and without fonts. */
const HEAVIEST_KB = 150;
/** What reads and shows a recording, and how heavy it may be (docs/decisions/031-the-wire-in-the-bench.md). */
const WIRE = 'RunWire';
const HEAVIEST_WIRE_KB = 60;

/** Looks at a finished build: fails one that would hand out an answer nobody asked for, and weighs its pages. */
export function distCheck(): AstroIntegration {
  return {
    name: 'handshake:dist-check',
    hooks: {
      'astro:build:done': async ({ dir, pages, logger }) => {
        const dist = resolve(fileURLToPath(dir));
        const lesson = pages.map(({ pathname }) => pathname).find(path => path.split('/').filter(Boolean).length === 3);
        if (lesson) await weigh(dist, `${lesson}index.html`, logger);
        const leaks = await findLeaks(dist, inProject('lessons'));
        if (leaks.length === 0) return;
        throw new AstroError(
          `The built site gives answers away:\n${leaks.map(({ file, answer }) => `${file} holds lessons/${answer}`).join('\n')}`,
          'Import or glob only starter/ for pages; the solution has its own address, /exercises/<slug>/solution.json.',
        );
      },
    },
  };
}

const kb = (bytes: number): number => Math.round(bytes / 1000);

async function weigh(dist: string, page: string, logger: AstroIntegrationLogger): Promise<void> {
  const { html, css, js } = await pageWeight(dist, page);
  const say = (said: string, bytes: number, most: number): void => {
    if (kb(bytes) > most) logger.warn(`${said}: more than the ${most} kB we allow it`);
    else logger.info(said);
  };
  const all = html + css + js;
  say(
    `a lesson page weighs ${kb(all)} kB compressed, without fonts and editor ` +
      `(HTML ${kb(html)}, CSS ${kb(css)}, JS ${kb(js)})`,
    all,
    HEAVIEST_KB,
  );
  const wire = await partWeight(dist, page, WIRE);
  if (wire === undefined) logger.warn(`no script ${WIRE}: nobody knows what the wire panel weighs`);
  else say(`the wire panel's script weighs ${kb(wire)} kB compressed, on first use`, wire, HEAVIEST_WIRE_KB);
}
