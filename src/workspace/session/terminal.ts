import { signal, type ReadonlySignal } from '@preact/signals';

import type { ExerciseBundle } from '../../course/workspace.ts';
import type { BootProgress, Exit, Files, Runtime, RuntimeName } from '../../runtimes/runtime.ts';
import type { FileChanges, Session, TerminalSize } from '../../runtimes/session.ts';
import { ShownBytes } from './shown-bytes.ts';

/** `none`: this runtime has no shells; `failed`: none could be opened. */
export type TerminalState =
  | { at: 'closed' | 'open' | 'failed' }
  | { at: 'starting'; progress?: BootProgress }
  | { at: 'ended'; exit: Exit }
  | { at: 'none'; runtime: RuntimeName };

/** What draws a terminal: it gets each byte once, in order. */
export interface Screen {
  write(bytes: Uint8Array): void | Promise<void>;
}

/** The files of a shell, as they come and go between it and the editor. */
export interface Sharing {
  give(): Files;
  take(changes: FileChanges): void;
  keep(files: Files): void;
}

interface Options {
  equip(signal: AbortSignal): Promise<{ runtime: Runtime; bundle: ExerciseBundle }>;
  share(bundle: ExerciseBundle): Sharing;
  /** Calls back with each change of the editor's files, from now on; returns what ends it. */
  onTyped(changed: () => void): () => void;
}

/** Who types does so many times a second; the shell is told when there is a pause, in ms, or a key for itself. */
const PAUSE_MS = 300;
/** Readline and the terminal itself take it for: forget the line so far (termios(3), VKILL). */
const FORGET_LINE = '\x15';
const USUAL: TerminalSize = { columns: 80, rows: 24 };

/** The bench's shell: opened when the reader wants it, drawn by whoever is attached, and its files kept in step. */
export class Terminal {
  readonly #options: Options;
  readonly #state = signal<TerminalState>({ at: 'closed' });
  readonly #trouble = signal<string | undefined>(undefined);
  readonly #prepared = signal<string | undefined>(undefined);
  readonly #shown = new ShownBytes();
  #size = USUAL;
  #session: Session | undefined;
  #sharing: Sharing | undefined;
  #opening: AbortController | undefined;
  #screen: { screen: Screen; gone: PromiseWithResolvers<void> } | undefined;
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  get state(): ReadonlySignal<TerminalState> {
    return this.#state;
  }
  get size(): TerminalSize {
    return this.#size;
  }
  /** Why the shell has not all of the editor's files, in the machine's words. */
  get trouble(): ReadonlySignal<string | undefined> {
    return this.#trouble;
  }

  /** A command that whoever draws the terminal is to put where the reader types. */
  get prepared(): ReadonlySignal<string | undefined> {
    return this.#prepared;
  }

  /** Opens a shell, unless there is one, for this command. */
  prepare(command: string): void {
    this.#prepared.value = command;
    void this.open();
  }

  /** The command, which is then nobody else's to put anywhere. */
  takePrepared(): string {
    const command = this.#prepared.peek() ?? '';
    this.#prepared.value = undefined;
    return command;
  }

  /** Types it in place of what stands in the shell's line, and does not send it. */
  typePrepared(): void {
    this.write(`${FORGET_LINE}${this.takePrepared()}`);
  }

  /** Opens a shell on a machine of its own, unless there is one. */
  async open(): Promise<void> {
    if (this.#opening) return;
    const { signal } = (this.#opening = new AbortController());
    this.#shown.clear();
    this.#state.value = { at: 'starting' };
    try {
      const { runtime, bundle } = await this.#options.equip(signal);
      signal.throwIfAborted();
      if (typeof runtime.openSession === 'string') return this.#end({ at: 'none', runtime: runtime.name });
      this.#begin(runtime, (this.#sharing ??= this.#options.share(bundle)), signal);
    } catch {
      if (!signal.aborted) this.#end({ at: 'failed' });
    }
  }

  /** Draws on this screen from now on, and first what was shown before; returns what ends it. */
  attach(screen: Screen): () => void {
    this.#screen?.gone.resolve();
    const attached = { screen, gone: Promise.withResolvers<void>() };
    this.#screen = attached;
    void screen.write(this.#shown.bytes);
    return () => {
      attached.gone.resolve();
      if (this.#screen === attached) this.#screen = undefined;
    };
  }

  /** Keys for the shell, which has all that was typed in the editor before them. */
  write(data: string): void {
    this.#tellFiles();
    this.#session?.write(data);
  }

  interrupt(): void {
    this.#session?.interrupt();
  }

  resize(size: TerminalSize): void {
    this.#size = size;
    this.#session?.resize(size);
  }

  /** Ends the shell and frees its machine. */
  close(): void {
    if (this.#opening) this.#end({ at: 'closed' });
  }

  #begin(runtime: Runtime, sharing: Sharing, signal: AbortSignal): void {
    if (typeof runtime.openSession === 'string') return;
    const session = runtime.openSession({
      files: sharing.give(),
      size: this.#size,
      onOutput: bytes => this.#show(bytes),
      onFiles: changes => {
        sharing.take(changes);
        this.#tellSoon();
      },
      onProgress: progress => {
        if (this.#state.value.at === 'starting') this.#state.value = { at: 'starting', progress };
      },
    });
    this.#session = session;
    const stop = this.#options.onTyped(() => this.#tellSoon());
    signal.addEventListener('abort', stop);
    void session.exit.then(exit => {
      if (!signal.aborted) this.#end({ at: 'ended', exit });
    });
  }

  /** From whatever it was to a state without a shell. */
  #end(state: TerminalState): void {
    clearTimeout(this.#later);
    this.#later = undefined;
    this.#opening?.abort();
    this.#opening = undefined;
    if (this.#session) this.#sharing?.keep(this.#session.files());
    void this.#session?.close();
    this.#session = undefined;
    this.#trouble.value = undefined;
    this.#prepared.value = undefined;
    this.#state.value = state;
  }

  async #show(bytes: Uint8Array): Promise<void> {
    if (this.#state.value.at === 'starting') this.#state.value = { at: 'open' };
    this.#shown.push(bytes);
    const { screen, gone } = this.#screen ?? {};
    await Promise.race([screen?.write(bytes), gone?.promise]);
  }

  #tellSoon(): void {
    clearTimeout(this.#later);
    this.#later = setTimeout(() => this.#tellFiles(), PAUSE_MS);
  }

  #tellFiles(): void {
    if (this.#later === undefined) return;
    clearTimeout(this.#later);
    this.#later = undefined;
    const session = this.#session;
    session?.mount(this.#sharing!.give()).then(
      () => this.#told(session, undefined),
      (error: Error) => this.#told(session, error.message),
    );
  }

  #told(session: Session, trouble: string | undefined): void {
    if (session === this.#session) this.#trouble.value = trouble;
  }
}
