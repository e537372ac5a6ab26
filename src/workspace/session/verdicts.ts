import { batch, signal, type ReadonlySignal } from '@preact/signals';

import type { CheckEvent, CheckReport, CheckResult, CheckStatus } from '../../checker/report.ts';
import type { Shown } from './shown.ts';

export interface CheckState {
  status: CheckStatus;
  result?: CheckResult;
  /** Names the code that it is about (see `codeName`); absent while there is no verdict. */
  code?: string;
}

export type CheckStates = Readonly<Record<string, CheckState>>;

/** The verdicts on a lesson's checks as they come and go. */
export class Verdicts {
  readonly #ids: readonly string[];
  readonly #checks = signal<CheckStates>({});
  readonly #report = signal<CheckReport | undefined>(undefined);
  readonly #alone = signal<string | undefined>(undefined);

  constructor(ids: readonly string[]) {
    this.#ids = ids;
    this.#checks.value = this.#untried();
  }

  get checks(): ReadonlySignal<CheckStates> {
    return this.#checks;
  }
  /** Of the last Check that came to an end. */
  get report(): ReadonlySignal<CheckReport | undefined> {
    return this.#report;
  }
  /** The check that runs alone, or ran alone last and did not pass. */
  get alone(): ReadonlySignal<string | undefined> {
    return this.#alone;
  }

  /** A Check of all, or of one alone, begins: what is judged anew has no verdict any more. */
  begin(alone?: string): void {
    batch(() => {
      this.#report.value = undefined;
      this.#alone.value = alone;
      if (alone === undefined) this.#checks.value = this.#untried();
      else this.#set(alone, { status: 'idle' });
    });
  }

  /** Takes what a Check of the code named `code` tells. */
  take(event: CheckEvent, code: string): void {
    if (event.type === 'running') this.#set(event.id, { status: 'running' });
    if (event.type === 'result')
      this.#set(event.result.id, { status: event.result.status, result: event.result, code });
  }

  end(report: CheckReport): void {
    this.#report.value = report;
  }

  /** A stopped Check leaves what it has judged, and nothing that looks as if it still ran. */
  stop(): void {
    for (const [id, { status }] of Object.entries(this.#checks.value)) {
      if (status === 'running') this.#set(id, { status: 'idle' });
    }
  }

  /** Shows verdicts on the code named `code` from before this page. */
  restore(statuses: Readonly<Record<string, CheckStatus>>, code: string): void {
    const known = this.#ids.filter(id => statuses[id] !== undefined);
    this.#checks.value = {
      ...this.#untried(),
      ...Object.fromEntries(known.map(id => [id, { status: statuses[id]!, code }])),
    };
  }

  /** What has a verdict here, each with the code that it is about. */
  kept(): Pick<Shown, 'checks' | 'alone' | 'report'> {
    const checks = Object.values(this.#checks.value).flatMap(({ result, code }) =>
      result && code !== undefined ? [{ result, code }] : [],
    );
    const { results: _, only, ...report } = this.#report.value ?? { results: [] };
    return {
      checks,
      ...(this.#alone.value !== undefined && { alone: this.#alone.value }),
      ...('seed' in report && { report: { ...report, ...(only && { only: [...only] }) } }),
    };
  }

  /** Shows what `kept` gave in an earlier page. */
  recall({ checks, alone, report }: Pick<Shown, 'checks' | 'alone' | 'report'>): void {
    const known = checks.filter(({ result: { id } }) => this.#ids.includes(id));
    batch(() => {
      this.#checks.value = {
        ...this.#untried(),
        ...Object.fromEntries(known.map(({ result, code }) => [result.id, { status: result.status, result, code }])),
      };
      this.#alone.value = alone;
      this.#report.value = report && { ...report, results: known.map(({ result }) => result) };
    });
  }

  #set(id: string, state: CheckState): void {
    this.#checks.value = { ...this.#checks.value, [id]: state };
  }

  #untried(): CheckStates {
    return Object.fromEntries(this.#ids.map(id => [id, { status: 'idle' as const }]));
  }
}
