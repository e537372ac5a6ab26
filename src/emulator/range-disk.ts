import { V86Disk } from './v86-disk.ts';

const BLOCK = 4096;
const AGAIN_AFTER_MS = 1_000;
const MOST_TRIES = 15;

export interface RangeDiskOptions {
  /** The whole disk from this browser's storage, once it has come to be there; asked for each read until it has. */
  stored?: () => Promise<Blob | undefined>;
  fetch?: typeof globalThis.fetch;
}

/**
 * The disk as this browser has stored it, else at `url`, read by range as the machine asks. What has come is kept, so
 * that a reset machine does not load it again; what does not come is asked for some times more, and then never answered.
 *
 * v86's own way keeps nothing and asks for ever.
 */
export function rangeDisk(
  url: string,
  byteLength: number,
  { stored = async () => undefined, fetch = globalThis.fetch }: RangeDiskOptions = {},
): V86Disk {
  const kept = new Map<number, Uint8Array>();

  async function read(at: number, length: number): Promise<Uint8Array> {
    const first = Math.floor(at / BLOCK);
    const count = Math.ceil((at + length) / BLOCK) - first;
    const numbers = Array.from({ length: count }, (_, i) => first + i);
    if (!numbers.every(number => kept.has(number))) {
      const [from, end] = [first * BLOCK, Math.min((first + count) * BLOCK, byteLength)];
      const bytes = await insist(
        async () => (await sliceOf(stored, from, end)) ?? (await fetchRange(fetch, url, from, end - 1)),
      );
      for (const number of numbers)
        kept.set(number, bytes.subarray((number - first) * BLOCK, (number - first + 1) * BLOCK));
    }
    const whole = new Uint8Array(count * BLOCK);
    numbers.forEach((number, i) => whole.set(kept.get(number)!, i * BLOCK));
    return whole.subarray(at - first * BLOCK, at - first * BLOCK + length);
  }

  return new V86Disk(byteLength, read);
}

/** What a browser has stored it may take away again: then it is as if it were not there. */
async function sliceOf(
  stored: () => Promise<Blob | undefined>,
  from: number,
  end: number,
): Promise<Uint8Array | undefined> {
  try {
    const bytes = await (await stored())?.slice(from, end).arrayBuffer();
    return bytes && new Uint8Array(bytes);
  } catch {
    return undefined;
  }
}

async function fetchRange(fetch: typeof globalThis.fetch, url: string, from: number, to: number): Promise<Uint8Array> {
  const response = await fetch(url, { headers: { range: `bytes=${from}-${to}` } });
  if (response.status !== 206) throw new Error(`the server answered ${response.status} instead of 206`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length === to - from + 1) return bytes;
  throw new Error(`${bytes.length} of the bytes ${from}-${to} of ${url} came`);
}

async function insist<T>(read: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await read();
    } catch (error) {
      if (tries === MOST_TRIES) throw error;
      await new Promise(resolve => {
        setTimeout(resolve, AGAIN_AFTER_MS);
      });
    }
  }
}
