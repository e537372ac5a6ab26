import { buildSite } from '../build/index.ts';
import { ensurePki } from '../../src/pki/index.ts';
import { ensureChromium } from '../../testing/chromium.ts';
import { checker, playwright, vitest, type Result } from './programs.ts';
import { NOTHING } from './tally.ts';

export interface Stage {
  /** As in `npm test -- unit lint`. */
  id: string;
  name: string;
  /** The stage that must have succeeded before. */
  needs?: string;
  run(): Promise<Result>;
}

export const STAGES: readonly Stage[] = [
  {
    id: 'types',
    name: 'Types and templates',
    run: () => checker('astro/bin/astro.mjs', ['check', '--minimumSeverity', 'warning']),
  },
  { id: 'lint', name: 'Lint', run: () => checker('eslint/bin/eslint.js', ['.']) },
  {
    id: 'format',
    name: 'Layout of the code',
    run: () => checker('prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']),
  },
  {
    id: 'unit',
    name: 'Units, and every lesson natively',
    run: async () => {
      await ensurePki(); // before many test files at once ask for it, in a fresh clone
      return vitest('unit');
    },
  },
  { id: 'machine', name: 'The machine, under Node', run: () => vitest('machine') },
  {
    id: 'build',
    name: 'Building the site',
    run: async () => {
      await buildSite();
      return NOTHING;
    },
  },
  {
    id: 'webcontainer',
    name: 'WebContainer, against its double',
    run: async () => {
      const missing = ensureChromium();
      if (missing) throw new Error(missing);
      return vitest('webcontainer');
    },
  },
  {
    id: 'e2e',
    name: 'The site and every lesson in Chromium',
    needs: 'build',
    run: async () => {
      const missing = ensureChromium();
      if (missing) throw new Error(missing);
      return playwright();
    },
  },
];
