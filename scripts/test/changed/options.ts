import { globSync } from 'node:fs';

import { inProject } from '../../../src/project.server.ts';
import type { RunnerOptions } from '../programs.ts';
import type { Plan, Proofs } from './plan.ts';

const CODE = /\.(ts|tsx|mjs|cjs|js|astro)$/;
const LINT_RULES = /^(lint\/.*|eslint\.config\.mjs|package(-lock)?\.json|tsconfig\.json)$/;
const FORMAT_RULES = /^(\.prettier.*|\.editorconfig|package(-lock)?\.json)$/;
const PROOF = 'testing/proof/proof.test.ts';

/** What ESLint is given: everything without a plan, or where its rules have changed. */
export function filesForLint(plan?: Plan): readonly string[] {
  return !plan || plan.files.some(path => LINT_RULES.test(path)) ? ['.'] : plan.present.filter(path => CODE.test(path));
}

/** What Prettier is given, likewise. */
export function filesForFormat(plan?: Plan): readonly string[] {
  return !plan || plan.files.some(path => FORMAT_RULES.test(path)) ? ['.'] : plan.present;
}

/**
 * The unit tests that import a changed file, and those that read such a file from the disk. The lessons' proofs import
 * nearly everything: the plan alone says which of them are tried.
 */
export function optionsForUnit(plan?: Plan): RunnerOptions {
  if (!plan) return {};
  const readers = plan.reads.flatMap(testsIn).filter(path => path !== PROOF);
  const files = [...new Set([...plan.present.filter(path => path !== PROOF), ...readers])];
  const proofs = plan.natively.length > 0 ? [PROOF] : ['--exclude', PROOF];
  return { args: ['related', '--run', ...files, ...proofs], env: only(plan.natively) };
}

/** The browser tests of the plan's folders. */
export function optionsForBrowser(plan?: Plan): RunnerOptions {
  return plan ? { args: plan.browser.map(folder => `e2e/${folder}/`), env: only(plan.inMachine) } : {};
}

/** Test files of a folder, which ends in a slash, or the one file that is named. */
function testsIn(place: string): string[] {
  return place.endsWith('/') ? globSync(`${place}**/*.test.{ts,tsx}`, { cwd: inProject() }) : [place];
}

function only(proofs: Proofs): Record<string, string> {
  return proofs === 'all' || proofs.length === 0 ? {} : { PROVE_ONLY: proofs.join(',') };
}
