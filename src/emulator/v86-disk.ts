type Answer = (bytes: Uint8Array) => void;
type Read = (at: number, length: number) => Promise<Uint8Array>;

/**
 * A disk as v86 takes one of one's own making; numbers are bytes. What `read` rejects is never answered: the caller
 * has a limit of its own, and tells the reader (see restored.ts).
 *
 * A class, because v86 prints what is a plain object when it saves a machine.
 */
export class V86Disk {
  readonly byteLength: number;
  /** Set by v86, to be called when reads can begin. */
  onload: ((ready: object) => void) | undefined;
  readonly #read: Read;

  constructor(byteLength: number, read: Read) {
    this.byteLength = byteLength;
    this.#read = read;
  }

  load(): void {
    this.onload?.({});
  }

  get(at: number, length: number, answer: Answer): void {
    this.#read(at, length).then(answer, () => {});
  }

  /** For a machine that is made without a state, to look for a partition table: there is none. */
  get_and_cache(_at: number, length: number, answer: Answer): void {
    answer(new Uint8Array(length));
  }

  get_from_cache(): undefined {}

  set(): void {
    throw new Error('the disk of the machine is not to be written');
  }

  get_state(): [] {
    return [];
  }

  set_state(): void {}
}

/** A disk that is all here: a file of this computer, or one put together (see composed-disk.ts). */
export function blobDisk(blob: Blob): V86Disk {
  return new V86Disk(blob.size, async (at, length) => new Uint8Array(await blob.slice(at, at + length).arrayBuffer()));
}
