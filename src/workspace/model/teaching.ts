import { computed, signal, type ReadonlySignal } from '@preact/signals';

import type { CheckResult } from '../../checker/report.ts';
import { FetchProblem } from '../session/fetch-json.ts';
import type { Session } from '../session/session.ts';
import type { AfterPassing } from './after.ts';

/** A fix is told at this failure of a check; the first one asks. */
const TELLS_AT = 2;

interface Options {
  steps: readonly (readonly string[])[];
  session: Pick<Session, 'checks'>;
  /** What is there for who has passed; asked for no sooner. */
  loadAfter?: (() => Promise<AfterPassing>) | undefined;
}

/** How a lesson leads its reader: what it asks before it tells, which step they are at, what comes after passing. */
export class Teaching {
  /** The answer chosen before the first Run, from 0. */
  readonly guess = signal<number | undefined>(undefined);
  /** A Run has shown the truth since. */
  readonly guessTold = signal(false);
  readonly guessClosed = signal(false);
  /** The step that the reader is at: the first in which something has not passed, from 0; the last when all has. */
  readonly step: ReadonlySignal<number>;
  readonly after = signal<AfterPassing | 'loading' | 'failed' | undefined>(undefined);
  readonly #failures = signal<Readonly<Record<string, number>>>({});
  readonly #asked = signal<ReadonlySet<string>>(new Set());
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
    const { steps, session } = options;
    this.step = computed(() => {
      const open = steps.findIndex(ids => ids.some(id => session.checks.value[id]?.status !== 'pass'));
      return open < 0 ? steps.length - 1 : open;
    });
  }

  /** Counts what has not passed in a Check that reached a verdict. */
  note(results: readonly Pick<CheckResult, 'id' | 'status'>[]): void {
    const failed = results.filter(({ status }) => status !== 'pass').map(({ id }) => id);
    const before = this.#failures.value;
    this.#failures.value = { ...before, ...Object.fromEntries(failed.map(id => [id, (before[id] ?? 0) + 1])) };
  }

  /** Whether what to change is told: after a second failure of the same check, or because the reader asked for it. */
  tellsFix(id: string): boolean {
    return (this.#failures.value[id] ?? 0) >= TELLS_AT || this.#asked.value.has(id);
  }

  askFix(id: string): void {
    this.#asked.value = new Set([...this.#asked.value, id]);
  }

  /** Fetches what comes after passing, once; again where it did not come. */
  async loadAfter(): Promise<void> {
    const { loadAfter } = this.#options;
    if (!loadAfter || (this.after.value && this.after.value !== 'failed')) return;
    this.after.value = 'loading';
    try {
      this.after.value = await loadAfter();
    } catch (error) {
      this.after.value = 'failed';
      if (!(error instanceof FetchProblem)) throw error;
    }
  }
}
