// The format is described in cold-disk.ts, which packs it.
const BLOCK = 4096;
const MAGIC = 0x31444c43; // "CLD1"
const HEADER_WORDS = 3;
const COLD = -1;
const ZERO = -2;

/**
 * The whole disk as a `File` that holds none of it: each slice is put together from the cold disk, which the
 * browser keeps in its storage, and the raw state, which is in memory anyway. It is read slice by slice.
 */
export class ComposedDisk extends File {
  readonly #cold: Blob;
  readonly #state: ArrayBuffer;
  readonly #table: ColdTable;
  /** Where each cold block begins in the cold disk; unused for the others. */
  readonly #coldAt: Uint32Array;

  /** `cold` is a decompressed cold disk. Rejects with a `RangeError` when it is none. */
  static async open(cold: Blob, state: ArrayBuffer): Promise<ComposedDisk> {
    return new ComposedDisk(cold, state, await coldTable(cold));
  }

  private constructor(cold: Blob, state: ArrayBuffer, table: ColdTable) {
    super([], 'disk');
    this.#cold = cold;
    this.#state = state;
    this.#table = table;
    this.#coldAt = new Uint32Array(table.places.length);
    let at = table.bytes;
    table.places.forEach((place, block) => {
      this.#coldAt[block] = at;
      if (place === COLD) at += BLOCK;
    });
  }

  override get size(): number {
    return this.#table.places.length * BLOCK;
  }

  override slice(start = 0, end = this.size): Blob {
    const first = Math.floor(start / BLOCK);
    const count = Math.ceil(end / BLOCK) - first;
    const blocks = Array.from({ length: count }, (_, i) => this.#block(first + i));
    const from = start - first * BLOCK;
    return new Blob(blocks).slice(from, from + end - start);
  }

  #block(block: number): BlobPart {
    const place = this.#table.places[block]!;
    if (place === ZERO) return new Uint8Array(BLOCK);
    if (place === COLD) return this.#cold.slice(this.#coldAt[block], this.#coldAt[block]! + BLOCK);
    return new Uint8Array(this.#state, this.#table.memoryAt + place * BLOCK, BLOCK);
  }
}

/** Where each block of the disk is: a page of the state's memory, which begins at `memoryAt`, or COLD or ZERO. */
interface ColdTable {
  memoryAt: number;
  places: Int32Array;
  /** Bytes before the first cold block. */
  bytes: number;
}

/** Reads the table and none of the blocks; rejects with a `RangeError` when it is no cold disk. */
async function coldTable(coldDisk: Blob): Promise<ColdTable> {
  const words = async (from: number, count: number): Promise<Int32Array> =>
    new Int32Array(await coldDisk.slice(from * 4, (from + count) * 4).arrayBuffer());
  if (coldDisk.size < HEADER_WORDS * 4) throw new RangeError('this is not a cold disk');
  const [magic, blocks, memoryAt] = (await words(0, HEADER_WORDS)) as unknown as [number, number, number];
  if (magic !== MAGIC) throw new RangeError('this is not a cold disk');
  return { memoryAt, places: await words(HEADER_WORDS, blocks), bytes: (HEADER_WORDS + blocks) * 4 };
}
