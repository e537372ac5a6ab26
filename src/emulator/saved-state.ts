/** A state of v86 0.5.462: magic, version, length, length of the JSON, the JSON, and buffers that it places. */
const MAGIC = -2039052682;
const VERSION = 6;
const HEADER_BYTES = 16;
const PAGE = 4096;

interface BufferInfo {
  /** From the end of the JSON, rounded up to a word. */
  offset: number;
  length: number;
}

/** A saved machine in two parts, so that a restore need not copy its memory to read it. */
export interface SavedState {
  /** What v86 is given to restore: everything but the memory, some megabytes. */
  rest: ArrayBuffer;
  /** The guest's pages that are not zero, in a row: a part of the state that was split, not a copy. */
  memory: Uint8Array<ArrayBuffer>;
  /** Bytes before the memory in the state. */
  memoryAt: number;
}

/**
 * Splits a decompressed state. v86 copies every buffer of a state that it restores, the memory too: a hundred
 * megabytes, for each reset. So `rest` has an empty one, and who restores it must write `memory` (see keep-compiled.ts).
 * Throws an `Error` when it is no state of the v86 that this code knows.
 */
export function splitState(state: ArrayBuffer): SavedState {
  const [magic, version, , infoLength = 0] = new Int32Array(state, 0, HEADER_BYTES / 4);
  if (magic !== MAGIC || version !== VERSION) throw new Error('this is no state of the v86 that this code knows');
  const text = new TextDecoder().decode(new Uint8Array(state, HEADER_BYTES, infoLength));
  const info = JSON.parse(text) as { buffer_infos: BufferInfo[] };
  const start = wordAfter(HEADER_BYTES + infoLength);
  // By far the largest of the buffers.
  const { offset, length } = info.buffer_infos.reduce((a, b) => (a.length > b.length ? a : b));
  if (length % PAGE !== 0) throw new Error('the largest buffer of the state is not its memory');
  const memoryAt = start + offset;
  return { rest: without(state, info, start, offset), memory: new Uint8Array(state, memoryAt, length), memoryAt };
}

/** The same state, where the buffer at `dropped` is empty and those after it lie closer. */
function without(
  state: ArrayBuffer,
  info: { buffer_infos: BufferInfo[] },
  start: number,
  dropped: number,
): ArrayBuffer {
  let at = 0;
  const parts: Array<[place: number, bytes: Uint8Array]> = [];
  const infos = info.buffer_infos.map(({ offset, length }): BufferInfo => {
    const kept = { offset: at, length: offset === dropped ? 0 : length };
    parts.push([at, new Uint8Array(state, start + offset, kept.length)]);
    at = wordAfter(at + kept.length);
    return kept;
  });
  const json = new TextEncoder().encode(JSON.stringify({ ...info, buffer_infos: infos }));
  const begin = wordAfter(HEADER_BYTES + json.length);
  const rest = new Uint8Array(begin + at);
  new Int32Array(rest.buffer, 0, HEADER_BYTES / 4).set([MAGIC, VERSION, rest.length, json.length]);
  rest.set(json, HEADER_BYTES);
  for (const [place, bytes] of parts) rest.set(bytes, begin + place);
  return rest.buffer;
}

const wordAfter = (bytes: number): number => (bytes + 3) & ~3;
