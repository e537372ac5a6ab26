import { randomBytes } from 'node:crypto';

import type { CheckReport } from '../../src/checker/report.ts';
import { environment } from '../../src/environment/index.server.ts';
import { lessonOfTwin } from '../../src/course/twin.ts';
import type { FileMap } from '../../src/course/workspace.ts';
import type { Lesson } from '../../src/course/disk/load.server.ts';
import { faultOfRight, faultOfStarter, faultOfWrong } from './prove.ts';
import { sample } from './sample.ts';

/** How much is proved. */
export interface Scope {
  /** Another one on each run, unless told: what a run found is found again with the same. */
  seed: string;
  /** Every answer under three seeds, wherever it runs; else what is worth its time on every `npm test`. */
  everything: boolean;
  /** The exercises to prove; all, if there are none. */
  only: readonly string[];
}

/** One answer to be judged under one seed. */
export interface Proof {
  title: string;
  files: FileMap;
  seed: string;
  faultOf(report: CheckReport): string | undefined;
}

/**
 * From `SEED`, `PROVE` (`all` or nothing) and `PROVE_ONLY` (exercises, with commas between). A seed made here is put
 * into the environment, so that every process of a run has the same.
 */
export function scopeFrom(env: Record<string, string | undefined> = process.env): Scope {
  const {
    SEED: seed = randomBytes(4).toString('hex'),
    PROVE,
    PROVE_ONLY: only,
  } = environment(['SEED', 'PROVE', 'PROVE_ONLY'], env);
  env['SEED'] = seed;
  return { seed, everything: PROVE === 'all', only };
}

/** Of what takes long: `count` that the run's seed draws, others each time; all where everything is to be proved. */
export function drawn<T>(all: readonly T[], count: number, { seed, everything } = scopeFrom()): T[] {
  return everything ? [...all] : sample(all, seed, count);
}

/** Whether an exercise is to be proved; who names a lesson means its twin as well. */
export function isInScope(slug: string, { only }: Pick<Scope, 'only'>): boolean {
  return only.length === 0 || [slug, lessonOfTwin(slug)].some(one => one !== undefined && only.includes(one));
}

/** Natively: right answers under three seeds, the others under one. */
export function nativeProofs(lesson: Lesson, { seed, everything }: Scope): Proof[] {
  const others = everything ? threeOf(seed) : [seed];
  return [
    ...starter(lesson, others),
    ...right(lesson, threeOf(seed)),
    ...wrong(lesson, [...lesson.wrong.keys()], others),
  ];
}

/** In the machine, where each takes seconds: the solution and one wrong answer, which the seed chooses. */
export function machineProofs(lesson: Lesson, scope: Scope): Proof[] {
  if (scope.everything) return nativeProofs(lesson, scope);
  const { seed } = scope;
  return [
    ...right({ ...lesson, also: new Map() }, [seed]),
    ...wrong(lesson, sample([...lesson.wrong.keys()], seed + lesson.slug, 1), [seed]),
  ];
}

function starter({ starter }: Lesson, seeds: readonly string[]): Proof[] {
  return underSeeds(seeds, { title: 'the starter loads and fails', files: starter, faultOf: faultOfStarter });
}

function right({ solution, also }: Lesson, seeds: readonly string[]): Proof[] {
  const passes = (name: string, files: FileMap) =>
    underSeeds(seeds, { title: `${name} passes`, files, faultOf: faultOfRight });
  return [
    ...passes('the solution', solution),
    ...[...also].flatMap(([name, files]) => passes(`the other right answer ${name}`, files)),
  ];
}

function wrong(lesson: Lesson, names: readonly string[], seeds: readonly string[]): Proof[] {
  return names.flatMap(name => {
    const answer = lesson.wrong.get(name)!;
    return underSeeds(seeds, {
      title: `the wrong answer ${name} fails exactly ${answer.caughtBy.join(', ')}`,
      files: answer.files,
      faultOf: report => faultOfWrong(answer, report),
    });
  });
}

function underSeeds(seeds: readonly string[], proof: Omit<Proof, 'seed'>): Proof[] {
  return seeds.map((seed, at) => ({
    ...proof,
    seed,
    title: seeds.length > 1 ? `${proof.title} (seed ${at + 1} of ${seeds.length})` : proof.title,
  }));
}

/** The seeds that are tried where one is not enough. */
export function threeOf(seed: string): string[] {
  return [seed, `${seed}-2`, `${seed}-3`];
}
