import { batch, signal, type ReadonlySignal } from '@preact/signals';

import type { CheckEvent } from '../../checker/report.ts';
import { NOTHING_RECORDED, withNews } from '../../runtimes/recorded.ts';
import type { Recorded, RunRequest, Runtime } from '../../runtimes/runtime.ts';
import type { Task } from './options.ts';

/** What crossed the machine's network during the last Run, or during the checks that ran last. */
export interface WireRecord extends Recorded {
  task: Task;
  /** When each check began, as packets tell the time; what crossed the wire before the next one is its own. */
  begun: readonly { id: string; at: number }[];
}

/** Keeps what the task under way, or the last one, put on the wire, as it comes. */
export class WireLog {
  /** Whether tasks to come are recorded. */
  readonly on = signal(true);
  readonly #record = signal<WireRecord | undefined>(undefined);
  readonly #before = signal<WireRecord | undefined>(undefined);
  readonly #without = signal<string | undefined>(undefined);

  /** A new object with all there is for each news; undefined where nothing has been recorded. */
  get record(): ReadonlySignal<WireRecord | undefined> {
    return this.#record;
  }
  /** The last record before that in which something crossed the wire, for who compares. */
  get before(): ReadonlySignal<WireRecord | undefined> {
    return this.#before;
  }
  /** Why the runtime of the last task records nothing, in English; undefined where it does. */
  get without(): ReadonlySignal<string | undefined> {
    return this.#without;
  }

  /** A task begins, and what was recorded is `before`; gives the part of its request that has it recorded. */
  begin(task: Task, { recordsWire }: Runtime, signal: AbortSignal): Pick<RunRequest, 'onWire'> {
    const records = this.on.peek() && recordsWire === true;
    const last = this.#record.peek();
    batch(() => {
      if (last && last.packets.length > 0) this.#before.value = last;
      this.#record.value = records ? { ...NOTHING_RECORDED, task, begun: [] } : undefined;
      this.#without.value = recordsWire === true ? undefined : recordsWire;
    });
    return records ? { onWire: news => this.#take(news, signal) } : {};
  }

  /** Notes when a check has begun. */
  see(event: CheckEvent): void {
    const record = this.#record.peek();
    if (!record || event.type !== 'running' || event.at === undefined) return;
    this.#record.value = { ...record, begun: [...record.begun, { id: event.id, at: event.at }] };
  }

  #take(news: Recorded, signal: AbortSignal): void {
    const record = this.#record.peek();
    if (record && !signal.aborted) this.#record.value = { ...record, ...withNews(record, news) };
  }
}
