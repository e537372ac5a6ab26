import { existsSync } from 'node:fs';

import { inProject } from '../../../src/project.server.ts';
import { BROWSER, PLACES, type BrowserFolder, type Place } from './places.ts';

/** Exercises to be proved. */
export type Proofs = 'all' | readonly string[];

/** What the changed files can affect, and so what is worth testing. */
export interface Plan {
  files: readonly string[];
  /** Those of them that are not gone. */
  present: readonly string[];
  /** Folders or files of unit tests besides those that import a changed file. */
  reads: readonly string[];
  natively: Proofs;
  inMachine: Proofs;
  /** The stage `machine`. */
  machine: boolean;
  browser: readonly BrowserFolder[];
}

/** Judges changed files, paths from the root, by their places; `slugs` are the course's exercises. */
export function planFor(files: readonly string[], slugs: readonly string[], isThere = isInProject): Plan {
  const places = files.flatMap(placesOf);
  const answers = touched(files, /^lessons\/([^/]+)\//, slugs);
  const words = touched(files, /^content\/[^/]+\/(?:[^/]+\/\d+-|twins\/)([^/]+)\.mdx$/, slugs);
  const folders = new Set(places.flatMap(({ browser = [] }) => browser));
  const inMachine = folders.has('lessons') ? 'all' : answers;
  if (inMachine.length > 0) folders.add('lessons');
  return {
    files,
    present: files.filter(path => isThere(path)),
    reads: [...new Set(places.flatMap(({ reads = [] }) => reads))],
    natively: places.some(({ proofs }) => proofs) ? 'all' : [...new Set([...answers, ...words])].sort(),
    inMachine,
    machine: places.some(({ machine }) => machine),
    browser: BROWSER.filter(folder => folders.has(folder)),
  };
}

const isInProject = (path: string): boolean => existsSync(inProject(path));

const EVERYTHING: Place = {
  path: /^/,
  reads: ['src/', 'scripts/', 'harness/', 'image/cache/', 'integrations/', 'testing/', 'lint/'],
  proofs: true,
  machine: true,
  browser: BROWSER,
};

/** The places that a path is in; where nobody has said what it affects, the one place that affects everything. */
function placesOf(path: string): Place[] {
  const found = PLACES.filter(place => place.path.test(path));
  return found.length > 0 ? found : [EVERYTHING];
}

/** Exercises that the paths name; of one that is gone there is nothing to prove. */
function touched(files: readonly string[], pattern: RegExp, slugs: readonly string[]): string[] {
  const named = new Set(files.map(path => pattern.exec(path)?.[1]));
  return slugs.filter(slug => named.has(slug));
}
