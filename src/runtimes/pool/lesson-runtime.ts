import type { Runtime } from '../runtime.ts';
import { createChosenRuntime, type ChosenRuntime } from './chosen-runtime.ts';
import type { ChooserOptions } from './chooser.ts';
import type { Candidate } from './choose.ts';
import { lease, type Lease } from './lease.ts';
import type { RuntimePool } from './pool.ts';

export interface LessonRuntime extends ChosenRuntime {
  /** In place of `dispose`, where another lesson follows in this page: what is up or booting waits in the pool for it. */
  leave(): void;
}

/** The chosen runtime of one lesson. Where the rule allows, it is the one that the lesson before has left. */
export function createLessonRuntime(options: ChooserOptions, pool: RuntimePool): LessonRuntime {
  const leases = new Map<Candidate, Lease>();

  function leased(candidate: Candidate): ChooserOptions['candidates'][Candidate] {
    const make = options.candidates[candidate];
    if (typeof make === 'string') return make;
    return async () => {
      const made = lease(pool.take(candidate) ?? (await make()));
      leases.set(candidate, made);
      return made;
    };
  }

  const known = [...pool.waiting]
    .filter(([, { capabilities }]) => capabilities.size > 0)
    .map(([candidate, { capabilities }]: [Candidate, Runtime]) => [candidate, capabilities]);
  const chosen = createChosenRuntime({
    ...options,
    candidates: { vm: leased('vm'), webcontainer: leased('webcontainer') },
    proved: { ...options.proved, ...Object.fromEntries(known) },
    booted: pool.up,
  });
  return Object.assign(chosen, {
    leave() {
      for (const [candidate, made] of leases) {
        const runtime = made.giveBack();
        if (runtime) pool.put(candidate, runtime);
      }
      void chosen.dispose();
    },
  });
}
