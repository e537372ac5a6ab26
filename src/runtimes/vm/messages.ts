import type { BootProgress, Exit, OutputStream, RuntimeErrorCode } from '../runtime.ts';
import type { RunPayload } from '../../emulator/protocol.ts';
import type { WarmUpPayload } from './warm-up.ts';

/** What the page asks of the worker. A run's `id` is never used twice. */
export type ToWorker =
  | { type: 'boot'; base: string }
  | { type: 'run'; id: number; request: Omit<RunPayload, 'seed'> }
  | { type: 'input'; id: number; data: string | Uint8Array; ends: boolean }
  /** Kills it; or asks it to end, and kills it when it does not. */
  | { type: 'stop' | 'interrupt'; id: number }
  /** What to warm up in spare time, in place of what was told before; and whether there is spare time at all. */
  | { type: 'warm up'; programs: WarmUpPayload[] }
  | { type: 'rest'; resting: boolean }
  | { type: 'ping' };

export type OutputChunk = readonly [stream: OutputStream, bytes: Uint8Array];

/** What the worker tells the page; `id` is the run's. */
export type ToPage =
  | { type: 'progress'; progress: BootProgress }
  | { type: 'booted'; image: ImageFacts }
  | { type: 'failed'; code: RuntimeErrorCode; message: string; hint: string }
  | { type: 'output'; id: number; chunks: OutputChunk[] }
  | { type: 'exit'; id: number; exit: Exit; instructions: number }
  | { type: 'ready' }
  | { type: 'pong' };

/** What a person who measures wants to know of a boot. */
export interface ImageFacts {
  version: string;
  /** Bytes that came over the network, and whether the state came from this browser's cache. */
  downloaded: number;
  cached: boolean;
  /** Milliseconds of each part of the boot, in order. */
  times: Record<'download' | 'decompress' | 'restore' | 'clock', number>;
}
