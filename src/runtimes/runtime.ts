/**
 * The seam between the site and whatever runs real Node for the reader.
 *
 * Four verbs: boot, mount, run, dispose (and reset, which is what happens between runs).
 * Nothing above this file may know which runtime is behind it; nothing in it knows what a lesson is.
 */

import type { Capability } from '../course/capabilities.ts';
import type { Recorded } from './recorded.ts';
import type { OpenSession } from './session.ts';
import type { BootProgress, Exit, Files } from './terms.ts';
import { LIMITS, type OutputStream } from '../streams.ts';

export { isPrinted, type OutputStream, type PrintedStream } from '../streams.ts';
export type { Recorded, RecordedPacket } from './recorded.ts';
export { EXIT_REASONS, type BootProgress, type Exit, type ExitReason, type Files } from './terms.ts';
export type { Capability };
export type RuntimeName = 'vm' | 'webcontainer' | 'node';

/** The one list of states; `data-runtime-status` on <html> shows it. */
export const RUNTIME_STATUSES = [
  'idle',
  'downloading',
  'starting',
  'ready',
  'running',
  'resetting',
  'failed',
  'disposed',
] as const;
export type RuntimeStatus = (typeof RUNTIME_STATUSES)[number];

export interface RunRequest {
  /** Program to give to `node`, relative to the workspace root, for example `work/main.mjs`. */
  program: string;
  args?: readonly string[];
  /** Relative to the workspace root; `work` unless told. */
  cwd?: string;
  /** On top of what every program has; TZ is the reader's time zone unless told. */
  env?: Readonly<Record<string, string>>;
  /** Bytes waiting on standard input when the program starts. */
  stdin?: string | Uint8Array;
  /** Keep standard input open after `stdin`, for `write` and `end`; otherwise it ends there. */
  interactive?: boolean;
  /** Kills the program at once; `exit` then resolves with `reason: 'aborted'`. */
  signal?: AbortSignal;
  /** Called with bytes in the order written on each stream. */
  onOutput?: (stream: OutputStream, bytes: Uint8Array) => void;
  /**
   * Called with what crosses the machine's network and has not been told yet, where the runtime records that
   * (`recordsWire`): now and then while the program runs, and before `exit` resolves. Without it nothing is recorded.
   */
  onWire?: (news: Recorded) => void;
}

/** A program like those to come, with the files it will find. */
export type WarmUpProgram = Pick<RunRequest, 'program' | 'args' | 'stdin'> & { files: Files };

export interface Run {
  readonly exit: Promise<Exit>;
  /** Standard input, for an interactive run; ignored once the program has ended. */
  write(data: string | Uint8Array): void;
  end(): void;
  /**
   * Stops the program as ctrl-C does, with SIGINT, so that it may say good-bye; what has not ended `STOP_GRACE_MS` later
   * is killed. `exit` resolves with `reason: 'aborted'` either way.
   */
  interrupt(): void;
}

/** Milliseconds between SIGINT and SIGKILL: time to close and to print something, and no long wait for who pressed Stop. */
export const STOP_GRACE_MS = 1_000;

/** Bytes of stdout and stderr together after which a run is stopped; a person reads far less. */
export const OUTPUT_LIMIT = LIMITS.output.bytes;

/** Bytes of memory that a program, its children and Node itself may take together, where a runtime bounds them. */
export const MEMORY_LIMIT = 80 * 1024 * 1024;

export interface Runtime {
  readonly name: RuntimeName;
  readonly status: RuntimeStatus;
  /** What has been proved to work here; empty before `boot` has resolved. */
  readonly capabilities: ReadonlySet<Capability>;

  /** Called with every change of status; returns what stops the calls. */
  onStatus(listener: (status: RuntimeStatus) => void): () => void;

  /**
   * Makes the runtime ready. Calling it again while or after it succeeds gives the same result;
   * after a failure it tries again. Rejects with a `RuntimeError`, or with the signal's reason.
   */
  boot(options?: { signal?: AbortSignal; onProgress?: (progress: BootProgress) => void }): Promise<void>;

  /** The workspace is exactly these files from the next run on; nothing an earlier run wrote remains. */
  mount(files: Files): Promise<void>;

  /**
   * Starts a program on a fresh machine holding the mounted files. One run at a time:
   * a new run aborts the old one first. Boots the runtime if nobody has.
   */
  run(request: RunRequest): Run;

  /**
   * Tells what the coming runs will be like, in place of what was told before. Only a hint: while nothing runs and the
   * computer has time to spare, a runtime may try them, so that a run finds warm what it needs. Nothing of it shows.
   */
  warmUp(programs: readonly WarmUpProgram[]): void;

  /** Throws away everything a run left behind: processes, files, sockets. Aborts a run in progress. */
  reset(): Promise<void>;

  /** A shell beside the runs, which none of them ends; or why there is none. */
  readonly openSession: OpenSession;

  /** Whether it calls a run's `onWire`; a text says why not. */
  readonly recordsWire: true | string;

  /** Frees everything. Later calls reject or end with `lost`. */
  dispose(): Promise<void>;
}

export type RuntimeErrorCode =
  | 'image-missing' // the site was built without the machine image
  | 'download-failed'
  | 'not-supported' // this browser lacks something it needs; the message says what
  | 'start-failed'
  | 'disposed';

/** `hint` says what to do about it, in English; the page has its own words by `code`. */
export class RuntimeError extends Error {
  readonly code: RuntimeErrorCode;
  readonly hint: string;
  constructor(code: RuntimeErrorCode, message: string, hint = '') {
    super(message);
    this.name = 'RuntimeError';
    this.code = code;
    this.hint = hint;
  }
}
