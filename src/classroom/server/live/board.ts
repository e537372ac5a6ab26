import { afterCheck, afterWork, type Cell } from '../../rules/board.ts';
import type { Change, Stores, WorkEvent } from '../../data/index.server.ts';
import { checkBody } from '../events.ts';

/** Ms that changes are gathered: a room that types makes hundreds a second. */
const GATHERED = 250;
/** Ms that a board nobody looks at is kept, so that a page and its stream share it. */
const KEPT = 60_000;

/** A pupil whose row is another now, or all of it. */
export type BoardChange = { pupil: string } | 'all';

/** Who is how far in a class: read once, then told of each change by the database. */
export class Board {
  /** By pupil, then lesson. */
  readonly cells = new Map<string, Map<string, Cell>>();
  readonly #stores: Stores;
  readonly #classId: string;
  readonly #listeners = new Set<(change: BoardChange) => void>();
  readonly #gone: () => void;
  #seq = 0;
  #pulling: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #watchers = 0;
  #end: NodeJS.Timeout | undefined;
  #stop = (): void => {};

  private constructor(stores: Stores, classId: string, gone: () => void) {
    this.#stores = stores;
    this.#classId = classId;
    this.#gone = gone;
  }

  static async open(stores: Stores, classId: string, gone: () => void): Promise<Board> {
    const board = new Board(stores, classId, gone);
    board.#stop = stores.onChange(classId, change => board.#changed(change));
    await board.#readAll();
    return board;
  }

  enter(): void {
    this.#watchers++;
    clearTimeout(this.#end);
  }

  leave(): void {
    if (--this.#watchers > 0) return;
    this.#end = setTimeout(() => this.#close(), KEPT).unref();
  }

  onChange(listener: (change: BoardChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when everything that was stored before is in it. */
  catchUp(): Promise<void> {
    this.#pulling = this.#pulling.catch(() => {}).then(() => this.#pull());
    return this.#pulling;
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#stop();
    this.#gone();
  }

  async #readAll(): Promise<void> {
    const klass = await this.#stores.classes.get(this.#classId);
    this.#seq = klass?.eventCount ?? 0;
    this.cells.clear();
    const latest = await this.#stores.work.latest(this.#classId);
    for (const event of latest.sort((one, other) => one.seq - other.seq)) this.#take(event);
    // Who has passed goes on to play, and the last Check says nothing of it.
    for (const { userId, lesson } of await this.#stores.submissions.newest(this.#classId)) this.#pass(userId, lesson);
  }

  #pass(userId: string, lesson: string): void {
    const cell = this.cells.get(userId)?.get(lesson);
    if (cell)
      this.cells.get(userId)!.set(lesson, { state: 'passed', passed: cell.total, total: cell.total, at: cell.at });
  }

  #changed(change: Change | undefined): void {
    if (change?.what === 'submission' && change.userId !== undefined) return this.#tell({ pupil: change.userId });
    if (change && change.what !== 'work') {
      if (change.what === 'deleted' && change.userId !== undefined) this.cells.delete(change.userId);
      return this.#tell('all');
    }
    // The connection was lost: more than work may have changed.
    if (!change) this.#tell('all');
    if (change?.seq !== undefined && change.seq <= this.#seq) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.catchUp().catch(() => {}); // the next change, or the next look, tries again
    }, GATHERED).unref();
  }

  async #pull(): Promise<void> {
    for (;;) {
      const events = await this.#stores.work.since(this.#classId, this.#seq);
      const touched = new Map<string, BoardChange>();
      for (const event of events) touched.set(event.userId, this.#take(event));
      this.#seq = events.at(-1)?.seq ?? this.#seq;
      for (const change of touched.values()) this.#tell(change);
      if (events.length === 0) return;
    }
  }

  #take(event: WorkEvent): BoardChange {
    const lessons = this.cells.get(event.userId) ?? new Map<string, Cell>();
    this.cells.set(event.userId, lessons);
    const before = lessons.get(event.lesson);
    const body = event.kind === 'check' ? checkBody.safeParse(event.body) : undefined;
    const cell = body?.success
      ? afterCheck(before, body.data.report, event.receivedAt)
      : afterWork(before, event.receivedAt);
    lessons.set(event.lesson, cell);
    return { pupil: event.userId };
  }

  #tell(change: BoardChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
