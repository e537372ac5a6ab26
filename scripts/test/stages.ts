import { buildSite } from '../build/index.ts';
import { ensurePki } from '../../src/pki/index.ts';
import { ensureChromium } from '../../testing/chromium.ts';
import { filesForFormat, filesForLint, optionsForBrowser, optionsForUnit } from './changed/options.ts';
import type { Plan } from './changed/plan.ts';
import { background, checker, playwright, vitest, type Result } from './programs.ts';
import { NOTHING } from './tally.ts';

export interface Stage {
  /** As in `npm test -- unit lint`. */
  id: string;
  name: string;
  /** One process on one core that prints little: such stages that follow each other run at once. */
  small?: true;
  /** Begins with the first stage and runs beside the others, at a lower priority, until one that comes after it. */
  ahead?: true;
  /** The stage that is waited for, whatever came of it. */
  after?: string;
  /** The stage that must have succeeded before. */
  needs?: string;
  /** Whether changed files can affect it; without it, they always can. */
  isAffected?(plan: Plan): boolean;
  /** Tests everything, or what the plan says. */
  run(plan?: Plan): Promise<Result>;
}

const PRETTIER = ['--check', '--log-level=warn', '--ignore-unknown'];

export const STAGES: readonly Stage[] = [
  {
    id: 'image',
    name: 'Building the machine',
    ahead: true,
    isAffected: plan => plan.machine || plan.browser.length > 0,
    // Several minutes of one core on a fresh computer, and nothing on any other.
    run: () => background('machine', 'image/build.ts'),
  },
  {
    id: 'types',
    name: 'Types and templates',
    small: true,
    run: () => checker('astro/bin/astro.mjs', ['check', '--minimumSeverity', 'warning']),
  },
  {
    id: 'lint',
    name: 'Lint',
    small: true,
    isAffected: plan => filesForLint(plan).length > 0,
    run: plan => checker('eslint/bin/eslint.js', ['--no-warn-ignored', ...filesForLint(plan)]),
  },
  {
    id: 'format',
    name: 'Layout of the code',
    small: true,
    isAffected: plan => filesForFormat(plan).length > 0,
    run: plan => checker('prettier/bin/prettier.cjs', [...PRETTIER, ...filesForFormat(plan)]),
  },
  {
    id: 'unit',
    name: 'Units, and every lesson natively',
    run: async plan => {
      await ensurePki(); // before many test files at once ask for it, in a fresh clone
      return vitest('unit', optionsForUnit(plan));
    },
  },
  {
    id: 'machine',
    name: 'The machine, under Node',
    after: 'image',
    isAffected: plan => plan.machine,
    run: () => vitest('machine'),
  },
  {
    id: 'build',
    name: 'Building the site',
    after: 'image',
    isAffected: plan => plan.browser.length > 0,
    run: async () => {
      await buildSite();
      return NOTHING;
    },
  },
  {
    id: 'webcontainer',
    name: 'WebContainer, against its double',
    isAffected: plan => plan.browser.includes('webcontainer'),
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
    isAffected: plan => plan.browser.length > 0,
    run: async plan => {
      const missing = ensureChromium();
      if (missing) throw new Error(missing);
      return playwright(optionsForBrowser(plan));
    },
  },
];
