/**
 * What the page and the machine's supervisor say to each other over virtio-console (hvc0 in the guest).
 *
 * Both ways a frame is an ASCII header `<type> <id> <length>\n` and then `length` bytes. Only the supervisor
 * writes to hvc0, and lengths are explicit, so nothing a learner prints can be taken for a frame.
 *
 *   host -> guest                              guest -> host
 *   F <run>   files, of whichever run comes    u 0      the supervisor is up
 *   R <run>   start it (JSON, see encodeRun)   z <n>    n prepared node processes wait for work
 *   I <run>   standard input; empty ends it    t 0      the clock is set, the kernel's RNG reseeded
 *   C <run>   interrupt it, as ctrl-C does     o|e|… <run>  bytes of a stream (src/streams.ts)
 *   K <run>   kill it                          x <run>  it has ended and all its output was sent (JSON)
 *   T <ms>    set the clock, reseed            l 0      a line the supervisor has to say about itself
 *   Z 1       build time: V8 flags; prepare    s 0      they are read, nothing is moving
 *   S 0       build time: read these pages     w|k|c <run>  packets, TLS secrets, what is missing of the packets
 *                                                           (image/guest/recorder.pl), where the run is recorded
 *
 * and of a session (session-files.ts, image/guest/session.pl), which has its machine to itself:
 *
 *   P <id>    a shell at a terminal            p <id>   bytes that the terminal shows
 *   I <id>    bytes of the keyboard            f <n>    files that differ since the last look, after the n-th F or D;
 *   W <id>    the size of the window                    an empty one ends a look
 *   A <n>     n bytes of output were shown
 *   F|D <n>   write, remove files
 */
import { streams, type StreamLetter } from '../streams.ts';
import { guestTime } from './guest-time.ts';

/** Those of the guest's frames that are no stream's. */
export const OWN_LETTERS = ['u', 'z', 't', 'x', 'l', 's', 'w', 'k', 'c', 'p', 'f'] as const;
export type GuestFrameType = (typeof OWN_LETTERS)[number] | StreamLetter;
export type HostFrameType = 'F' | 'R' | 'I' | 'C' | 'K' | 'T' | 'Z' | 'S' | 'P' | 'W' | 'A' | 'D';

export interface Frame {
  type: GuestFrameType;
  id: string;
  payload: Uint8Array;
}

/** One run as the guest needs it. Paths are relative to the workspace root, `/lesson` in the machine. */
export interface RunPayload {
  program: string;
  args: readonly string[];
  cwd: string;
  env: Readonly<Record<string, string>>;
  /** Fresh randomness for V8's Math.random: an integer from 1 to 2^31 - 1. */
  seed: number;
  /** Keeps standard input open for `I` frames after `stdin`. */
  interactive: boolean;
  /** Has what crosses the machine's network told, with the secrets that open it. */
  record?: boolean;
  stdin?: string | Uint8Array;
  files: Readonly<Record<string, string | Uint8Array>>;
}

const EXIT_CAUSES = ['memory', 'start', 'unreadable'] as const;

/**
 * How the guest saw the program end. `code` is its exit code, or 128 + n after signal n.
 * `cause` is set when it did not end by itself: it asked for more memory than there is, it could not be started, or
 * what the guest sent cannot be read.
 */
export interface GuestExit {
  code: number;
  cause?: (typeof EXIT_CAUSES)[number];
  message?: string;
}

/** Longest payload the supervisor sends in one frame; a longer length is a corrupted header. */
export const MAX_PAYLOAD = 65536;
/** The console's receive buffers are one page each; a longer chunk would be cut by the guest. */
export const MAX_CHUNK = 4096;

const MAX_HEADER = 64;
const NEWLINE = 10;
const LETTERS = [...OWN_LETTERS, ...streams().map(([, { letter }]) => letter)].join('');
const HEADER = new RegExp(`^([${LETTERS}]) ([\\w-]{1,32}) (\\d{1,6})$`);
const RUN_ID = /^[\w-]{1,32}$/;
const MAX_SEED = 2 ** 31 - 1;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const toBytes = (data: string | Uint8Array): Uint8Array => (typeof data === 'string' ? encoder.encode(data) : data);

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** One frame for the guest. Throws a `RangeError` on an id that could break the header. */
export function encodeFrame(type: HostFrameType, id: string | number, data: string | Uint8Array = ''): Uint8Array {
  if (!RUN_ID.test(String(id))) throw new RangeError(`frame id ${JSON.stringify(id)} is not a short word`);
  const payload = toBytes(data);
  return concat([encoder.encode(`${type} ${id} ${payload.length}\n`), payload]);
}

/** Sets the guest's clock (milliseconds since 1970, or what comes nearest) and makes its kernel draw fresh randomness. */
export function encodeClock(epochMs: number): Uint8Array {
  return encodeFrame('T', Math.round(guestTime(epochMs)));
}

/** Files that the coming run will find, and those of earlier frames too. Throws as `encodeRun` does. */
export function encodeFiles(files: RunPayload['files'], run: string | number = 0): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const [path, content] of Object.entries(files)) {
    requireInside(path);
    const name = encoder.encode(path);
    const bytes = toBytes(content);
    // Nothing to unescape in the guest.
    parts.push(encoder.encode(`${name.length} ${bytes.length}\n`), name, bytes);
  }
  return encodeFrame('F', run, concat(parts));
}

/**
 * Every frame that starts one run, in order: its files, where there are any, the run itself, its standard input.
 * Throws a `RangeError` on a path that leaves the workspace or a seed V8 would not take.
 */
export function encodeRun(run: string, payload: RunPayload): Uint8Array {
  const { files, stdin, interactive, record = false, ...rest } = payload;
  requireInside(payload.program);
  if (payload.cwd !== '.') requireInside(payload.cwd);
  if (!Number.isInteger(payload.seed) || payload.seed < 1 || payload.seed > MAX_SEED) {
    throw new RangeError(`seed ${payload.seed} is not an integer from 1 to ${MAX_SEED}`);
  }
  const frames = [encodeFrame('R', run, JSON.stringify({ record, ...rest }))]; // the guest looks for `record` at the beginning
  if (Object.keys(files).length > 0) frames.unshift(encodeFiles(files, run));
  const input = toBytes(stdin ?? '');
  if (input.length > 0) frames.push(encodeFrame('I', run, input));
  if (!interactive) frames.push(encodeFrame('I', run));
  return concat(frames);
}

function requireInside(path: string): void {
  const parts = path.split('/');
  if (path.includes('\0') || parts.some(part => part === '' || part === '.' || part === '..')) {
    throw new RangeError(`path ${JSON.stringify(path)} must be relative and stay inside the workspace`);
  }
}

/** Reads an `x` frame's payload; a payload that is no exit becomes an `unreadable` one with a message saying so. */
export function decodeExit(payload: Uint8Array): GuestExit {
  const text = decoder.decode(payload);
  try {
    const exit = JSON.parse(text) as GuestExit | null;
    const known = exit?.cause === undefined || EXIT_CAUSES.includes(exit.cause);
    if (exit && Number.isInteger(exit.code) && known) return exit;
  } catch {
    // Not JSON: the answer below says what came instead.
  }
  return {
    code: 1,
    cause: 'unreadable',
    message: `The machine sent an exit that cannot be read: ${text.slice(0, 80)}`,
  };
}

/**
 * Turns the guest's bytes, in chunks of any size, into frames, in time linear in the bytes.
 * Bytes that are no frame are skipped up to the next line and counted in `garbage`; nothing throws.
 */
export class FrameParser {
  /** Bytes skipped so far because they were part of no frame; anything but 0 means a damaged console. */
  garbage = 0;
  readonly #header = new Uint8Array(MAX_HEADER);
  #headerLength = 0;
  #skipping = false;
  #frame: Frame | null = null;
  #filled = 0;

  /** Forgets a frame that was half read; for a restore, after which the guest begins anew. */
  reset(): void {
    this.#headerLength = 0;
    this.#skipping = false;
    this.#frame = null;
  }

  push(chunk: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    let at = 0;
    while (at < chunk.length) {
      at = this.#frame ? this.#readPayload(this.#frame, chunk, at) : this.#readHeader(chunk, at);
      if (this.#frame && this.#filled === this.#frame.payload.length) {
        frames.push(this.#frame);
        this.#frame = null;
      }
    }
    return frames;
  }

  #readPayload(frame: Frame, chunk: Uint8Array, at: number): number {
    const take = Math.min(frame.payload.length - this.#filled, chunk.length - at);
    frame.payload.set(chunk.subarray(at, at + take), this.#filled);
    this.#filled += take;
    return at + take;
  }

  #readHeader(chunk: Uint8Array, at: number): number {
    const found = chunk.indexOf(NEWLINE, at);
    const end = found < 0 ? chunk.length : found;
    const length = end - at;
    if (this.#skipping || this.#headerLength + length > MAX_HEADER) {
      this.#skip(length);
    } else {
      this.#header.set(chunk.subarray(at, end), this.#headerLength);
      this.#headerLength += length;
    }
    if (found < 0) return end;
    this.#endLine();
    return found + 1;
  }

  #skip(length: number): void {
    this.garbage += length + this.#headerLength;
    this.#headerLength = 0;
    this.#skipping = true;
  }

  #endLine(): void {
    const line = decoder.decode(this.#header.subarray(0, this.#headerLength));
    const header = this.#skipping ? null : HEADER.exec(line);
    const length = Number(header?.[3] ?? 0);
    if (header && length <= MAX_PAYLOAD) {
      this.#frame = { type: header[1] as GuestFrameType, id: header[2]!, payload: new Uint8Array(length) };
      this.#filled = 0;
    } else {
      this.garbage += this.#headerLength + 1;
    }
    this.#headerLength = 0;
    this.#skipping = false;
  }
}

export interface PacedSenderOptions {
  /** Hands one chunk of at most MAX_CHUNK bytes to the console. */
  write: (chunk: Uint8Array) => void;
  /** Whether the console has a free buffer: virtio-console silently drops a chunk that finds none. */
  hasRoom: () => boolean;
  /** Milliseconds between two looks at a console without room. */
  retryMs?: number;
}

/** Sends bytes in order and in small chunks, each only when the console has room for it. */
export class PacedSender {
  readonly #options: Required<PacedSenderOptions>;
  #queue: Uint8Array[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PacedSenderOptions) {
    this.#options = { retryMs: 2, ...options };
  }

  /** Bytes not yet handed to the console. */
  get pending(): number {
    return this.#queue.reduce((sum, chunk) => sum + chunk.length, 0);
  }

  send(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += MAX_CHUNK) this.#queue.push(bytes.subarray(at, at + MAX_CHUNK));
    if (this.#timer === undefined) this.#pump();
  }

  /** Forgets what was not sent; for a reset, where the guest that waited for it is gone. */
  clear(): void {
    this.#queue = [];
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #pump(): void {
    this.#timer = undefined;
    let sent = 0;
    while (sent < this.#queue.length && this.#options.hasRoom()) this.#options.write(this.#queue[sent++]!);
    this.#queue = this.#queue.slice(sent);
    if (this.#queue.length > 0) this.#timer = setTimeout(() => this.#pump(), this.#options.retryMs);
  }
}
