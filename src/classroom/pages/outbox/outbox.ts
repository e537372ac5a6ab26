import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** What a pupil did, as it waits to be sent; src/classroom/server/events.ts says what is taken. */
export interface WaitingEvent {
  id: string;
  device: string;
  counter: number;
  lesson: string;
  kind: 'draft' | 'check' | 'run';
  madeAt: number;
  body: object;
}

interface Row {
  /** In the order of their making. */
  at?: number;
  pupil: string;
  event: WaitingEvent;
}

interface Schema extends DBSchema {
  waiting: { key: number; value: Row; indexes: { pupil: string } };
  /** This browser's own name, and how far it has counted. */
  device: { key: string; value: { id: string; counter: number } };
}

/** How many are sent at once. */
const BATCH = 40;
const ONE = 'device';

/**
 * Work of this browser's pupils that the class has not confirmed yet, in IndexedDB: it outlives the page, the browser and
 * the network. Several tabs share it.
 */
export class Outbox {
  readonly #db: Promise<IDBPDatabase<Schema>>;
  readonly #newId: () => string;

  constructor(name = 'handshake-class', newId = randomId) {
    this.#newId = newId;
    this.#db = openDB<Schema>(name, 1, {
      upgrade: db => {
        db.createObjectStore('waiting', { keyPath: 'at', autoIncrement: true }).createIndex('pupil', 'pupil');
        db.createObjectStore('device');
      },
    });
  }

  /**
   * Puts something in, after all that is there. A draft takes the place of the one before it where nothing else came
   * between: of an hour offline, what counts is where it ended.
   */
  async add(pupil: string, work: Pick<WaitingEvent, 'lesson' | 'kind' | 'body' | 'madeAt'>): Promise<void> {
    const tx = (await this.#db).transaction(['waiting', 'device'], 'readwrite');
    const devices = tx.objectStore('device');
    const waiting = tx.objectStore('waiting');
    const { id: device, counter } = (await devices.get(ONE)) ?? { id: this.#newId(), counter: 0 };
    await devices.put({ id: device, counter: counter + 1 }, ONE);
    const last = await waiting.index('pupil').openCursor(pupil, 'prev');
    const isOlderDraft = last?.value.event.kind === 'draft' && last.value.event.lesson === work.lesson;
    if (work.kind === 'draft' && isOlderDraft) await last.delete();
    await waiting.add({ pupil, event: { ...work, id: this.#newId(), device, counter: counter + 1 } });
    await tx.done;
  }

  /** Counts on from what the pupil's other devices have made: what comes now is later than that. */
  async seen(counter: number): Promise<void> {
    const { store, done } = (await this.#db).transaction('device', 'readwrite');
    const held = (await store.get(ONE)) ?? { id: this.#newId(), counter: 0 };
    if (counter > held.counter) await store.put({ ...held, counter }, ONE);
    await done;
  }

  /** The oldest of a pupil's, in their order, of all lessons but some. */
  async next(pupil: string, most = BATCH, without: ReadonlySet<string> = new Set()): Promise<WaitingEvent[]> {
    const events: WaitingEvent[] = [];
    const { store } = (await this.#db).transaction('waiting');
    for await (const { value } of store.index('pupil').iterate(pupil)) {
      if (!without.has(value.event.lesson)) events.push(value.event);
      if (events.length >= most) break;
    }
    return events;
  }

  async count(pupil: string): Promise<number> {
    return (await this.#db).countFromIndex('waiting', 'pupil', pupil);
  }

  /** Takes out what the class has confirmed, or never will. */
  async remove(pupil: string, ids: readonly string[]): Promise<void> {
    const gone = new Set(ids);
    const tx = (await this.#db).transaction('waiting', 'readwrite');
    for await (const cursor of tx.store.index('pupil').iterate(pupil))
      if (gone.has(cursor.value.event.id)) await cursor.delete();
    await tx.done;
  }

  async close(): Promise<void> {
    (await this.#db).close();
  }
}

/** 128 random bits; `crypto.randomUUID` is not there on plain http. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
