import type { BootProgress, Exit, Files } from './terms.ts';

/** What of a terminal is seen, in characters. */
export interface TerminalSize {
  columns: number;
  rows: number;
}

/** What programs of a session have done to the files below work/. */
export interface FileChanges {
  written: Readonly<Record<string, Uint8Array>>;
  removed: readonly string[];
  /** They are there, but too large, too many, or not to be named as a workspace names files. */
  withheld: readonly string[];
  /** What programs had written to files that `mount` has replaced before anybody was told of it. */
  overwritten?: Readonly<Record<string, Uint8Array>>;
}

export interface SessionRequest {
  /** What it finds, as a run does. */
  files: Files;
  size: TerminalSize;
  /** On top of what every program has; TZ is the reader's time zone unless told. */
  env?: Readonly<Record<string, string>>;
  /**
   * Bytes that the terminal shows, which may end within a character. Programs wait while `SESSION_WINDOW` of them are
   * not taken: those whose promise has not settled yet.
   */
  onOutput: (bytes: Uint8Array) => void | Promise<void>;
  /** Programs have changed files; never what `mount` has. */
  onFiles?: (changes: FileChanges) => void;
  onProgress?: (progress: BootProgress) => void;
}

/**
 * A shell at a terminal. It outlives runs, checks and resets, and ends when its reader leaves it, when it is closed, or
 * with its runtime.
 */
export interface Session {
  /** Never rejects. `exited` with the shell's code, `aborted` by `close`, `not-started` or `lost` with a message. */
  readonly exit: Promise<Exit>;
  /** Keys, as a terminal sends them. What comes before the shell is up waits for it. */
  write(data: string | Uint8Array): void;
  /** The terminal's ctrl-C, which ends what runs in the shell. */
  interrupt(): void;
  resize(size: TerminalSize): void;
  /**
   * Writes those files that differ and removes those that were mounted and are not among these; what programs have made
   * stays. Resolves when it is done; rejects with what was not possible, or when the session has ended.
   */
  mount(files: Files): Promise<void>;
  /** What is below work/, as far as has been told. */
  files(): Files;
  /** Ends it and frees its machine. */
  close(): Promise<void>;
}

/** Opens a session on a machine of its own; throws as `mount` rejects. A text says why a runtime has none. */
export type OpenSession = ((request: SessionRequest) => Session) | string;

/** Bytes of output on their way, after which programs wait. */
export const SESSION_WINDOW = 128 * 1024;
