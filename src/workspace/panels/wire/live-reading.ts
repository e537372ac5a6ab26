import { LINK } from '../../../wire/capture/index.ts';
import type { Trouble } from '../../../wire/field.ts';
import { WireReader, type Reading } from '../../../wire/read.ts';
import type { WireRecord } from '../../session/wire-log.ts';

type Recorded = Pick<WireRecord, 'packets' | 'keyLog' | 'dropped' | 'cut'>;

/** Reads a recording while it grows, a little at a time, so that the page stays quick. */
export class LiveReading {
  #reader = new WireReader('');
  #record: Recorded = { packets: [], keyLog: '', dropped: 0, cut: false };
  #keys = 0;
  #whole: Reading | undefined;
  /** How many messages there were when all was read anew last. */
  #anew = 0;

  /** Whether this is what it has been reading, with more of it perhaps. */
  isOf({ packets }: Recorded): boolean {
    return this.#record.packets.length === 0 || this.#record.packets[0] === packets[0];
  }

  /** Reads on for so many ms by this clock; gives whether it has read all there is. `done`: nothing more will come. */
  readOn(record: Recorded, done: boolean, ms: number, now = (): number => performance.now()): boolean {
    this.#record = record;
    if (this.#whole) return true;
    this.#takeKeys(done);
    const until = now() + ms;
    const { packets } = record;
    for (let at = this.#reader.packets.length; at < packets.length; at++) {
      const { time, bytes } = packets[at]!;
      const place = { number: at + 1, time: time / 1000, link: LINK.ethernet };
      this.#reader.add({ ...place, bytes, whole: bytes.length });
      if (now() >= until && at + 1 < packets.length) return false;
    }
    if (done) this.#whole = this.#reader.end(troublesOf(record));
    return true;
  }

  /** As far as it is read. */
  get reading(): Reading {
    return this.#whole ?? this.#reader.soFar();
  }

  /**
   * A secret can come after the records that it opens. Then all is read anew: at the end, and before it only when there is
   * twice as much as the last time, since a flood of connections would have us do nothing else.
   */
  #takeKeys(done: boolean): void {
    const { keyLog } = this.#record;
    if (keyLog.length === this.#keys) return;
    const { messages } = this.#reader;
    const locked = messages.some(({ name }) => name.startsWith('encrypted'));
    if (locked && !done && messages.length < 2 * this.#anew) return;
    if (locked) {
      this.#anew = messages.length;
      this.#reader = new WireReader(keyLog);
    } else this.#reader.addKeys(keyLog.slice(this.#keys));
    this.#keys = keyLog.length;
  }
}

/** What the recording lacks. */
function troublesOf({ cut, dropped }: Recorded): Trouble[] {
  return [
    ...(cut ? [{ kind: 'too-much' as const }] : []),
    ...(dropped > 0 ? [{ kind: 'cut' as const, had: dropped }] : []),
  ];
}
