import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { AstroIntegration } from 'astro';
import { AstroError } from 'astro/errors';

import { inProject } from '../src/project.server.ts';
import { findLeaks } from './leaks.ts';
import { pageWeight } from './page-weight.ts';

/** What a lesson page may cost before the editor, compressed and without fonts. */
const HEAVIEST_KB = 150;

/** Looks at a finished build: fails one that would hand out an answer nobody asked for, and weighs its pages. */
export function distCheck(): AstroIntegration {
  return {
    name: 'handshake:dist-check',
    hooks: {
      'astro:build:done': async ({ dir, pages, logger }) => {
        const dist = resolve(fileURLToPath(dir));
        const lesson = pages.map(({ pathname }) => pathname).find(path => path.split('/').filter(Boolean).length === 3);
        if (lesson) {
          const { html, css, js } = await pageWeight(dist, `${lesson}index.html`);
          const kb = (bytes: number) => Math.round(bytes / 1000);
          const said =
            `a lesson page weighs ${kb(html + css + js)} kB compressed, without fonts and editor ` +
            `(HTML ${kb(html)}, CSS ${kb(css)}, JS ${kb(js)})`;
          if (kb(html + css + js) > HEAVIEST_KB) logger.warn(`${said}: more than the ${HEAVIEST_KB} kB we allow it`);
          else logger.info(said);
        }
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
