import type { BootProgress, Exit, OutputStream, Recorded, RuntimeErrorCode } from '../runtime.ts';
import type { RunPayload } from '../../emulator/protocol.ts';
import type { SessionPayload } from '../../emulator/session-frames.ts';
import type { Mount } from '../files-view.ts';
import type { TerminalSize } from '../session.ts';
import type { WarmUpPayload } from './warm-up.ts';

/** Which machine, and what for: run after run, or one session. */
export interface Purpose {
  base: string;
  use: 'runs' | 'session';
}

/** What the page asks of the worker. */
export type ToWorker = ({ type: 'boot' } & Purpose) | { type: 'ping' } | ToExecutor | ToSession;

/** Of a machine for runs; a run's `id` is never used twice. */
export type ToExecutor =
  | { type: 'run'; id: number; request: Omit<RunPayload, 'seed'> }
  | { type: 'input'; id: number; data: string | Uint8Array; ends: boolean }
  /** Kills it; or asks it to end, and kills it when it does not. */
  | { type: 'stop' | 'interrupt'; id: number }
  /** What to warm up in spare time, in place of what was told before; and whether there is spare time at all. */
  | { type: 'warm up'; programs: WarmUpPayload[] }
  | { type: 'rest'; resting: boolean };

/** Of a machine for a session. */
export type ToSession =
  | { type: 'open session'; session: SessionPayload }
  | { type: 'session input'; data: string | Uint8Array }
  | { type: 'session size'; size: TerminalSize }
  | ({ type: 'session mount' } & Mount)
  /** So many bytes of output were shown. */
  | { type: 'session taken'; bytes: number };

export type OutputChunk = readonly [stream: OutputStream, bytes: Uint8Array];

/** What the worker tells the page; `id` is the run's. */
export type ToPage =
  | { type: 'progress'; progress: BootProgress }
  | { type: 'booted'; image: ImageFacts }
  | { type: 'failed'; code: RuntimeErrorCode; message: string; hint: string }
  | { type: 'pong' }
  | Told;

/** What it tells of its work, once it has booted. */
export type Told =
  | { type: 'output'; id: number; chunks: OutputChunk[] }
  | { type: 'wire'; id: number; news: Recorded }
  | { type: 'exit'; id: number; exit: Exit; instructions: number }
  | { type: 'ready' }
  | { type: 'session output'; bytes: Uint8Array }
  /** What has changed since the last look (`decodeLook`), and the number of the last mount before it. */
  | { type: 'session files'; number: number; look: Uint8Array }
  | { type: 'session exit'; exit: Exit };

/** What a person who measures wants to know of a boot. */
export interface ImageFacts {
  version: string;
  /** Bytes that came over the network, and whether the state came from this browser's cache. */
  downloaded: number;
  cached: boolean;
  /** Milliseconds of each part of the boot, in order. */
  times: Record<'download' | 'decompress' | 'restore' | 'clock', number>;
}
