import type { Page } from '@playwright/test';
import type { Capability } from '../../src/course/capabilities.ts';
import {
  RuntimeError,
  type BootProgress,
  type Exit,
  type OutputStream,
  type WarmUpProgram,
  type Run,
  type RunRequest,
  type Runtime,
  type RuntimeErrorCode,
  type RuntimeStatus,
} from '../../src/runtimes/runtime.ts';
import { createStatus, type StatusKeeper } from '../../src/runtimes/status.ts';
import type { OpenSession } from '../../src/runtimes/session.ts';
import { assertRequest } from '../../src/runtimes/workspace-path.ts';
import { encodeFiles, fromBase64, toBase64 } from './base64.ts';
import { openPageSession, type PageSession, type SessionCall, type SessionEvent } from './page-session.ts';

/** What Node asks of the page; bytes are base64. `id` numbers the calls, `run` the runs. */
export type Call = { runtime: number; id: number } & (
  | { verb: 'create'; pingInterval?: number }
  | { verb: 'boot'; aborted?: string }
  | { verb: 'mount'; files: Record<string, string> }
  | { verb: 'reset' | 'dispose' }
  | { verb: 'warm up'; programs: WarmUpCall[] }
  | {
      verb: 'run';
      run: number;
      request: Omit<RunRequest, 'stdin' | 'signal' | 'onOutput'>;
      stdin?: string;
      aborted: boolean;
    }
  | { verb: 'abort' | 'end' | 'interrupt'; run: number }
  | { verb: 'write'; run: number; data: string }
  | SessionCall
);
export type WarmUpCall = Omit<WarmUpProgram, 'stdin' | 'files'> & { files: Record<string, string>; stdin?: string };
type CallBody = Call extends infer One ? (One extends Call ? Omit<One, 'runtime' | 'id'> : never) : never;

/** What the page tells, in the order in which it happened there. */
export type PageEvent = { runtime: number } & (
  | { status: RuntimeStatus; capabilities: Capability[] }
  | { id: number; progress: BootProgress }
  | { id: number; ok: boolean; error?: PageError; capabilities: Capability[]; noSessions?: string }
  | { run: number; stream: OutputStream; bytes: string }
  | { run: number; exit: Exit }
  | SessionEvent
);

export interface PageError {
  name: string;
  message: string;
  code?: string;
  hint?: string;
}

interface PageRun {
  onOutput: RunRequest['onOutput'];
  resolve: (exit: Exit) => void;
}

/** The runtimes of one page, driven from Node, so that tests here can use them as if they ran here. */
export interface PageRuntimes {
  create(options?: { pingInterval?: number }): Promise<Runtime>;
}

interface Shared {
  status: StatusKeeper;
  capabilities: ReadonlySet<Capability>;
  noSessions?: string;
}

type Say = (body: CallBody, onProgress?: (progress: BootProgress) => void) => Promise<void>;

export async function connectPage(page: Page): Promise<PageRuntimes> {
  const shared = new Map<number, Shared>();
  const calls = new Map<number, PromiseWithResolvers<void> & { onProgress?: (progress: BootProgress) => void }>();
  const runs = new Map<number, PageRun>();
  const sessions = new Map<number, PageSession>();
  let last = 0;

  await page.exposeFunction('emit', (event: PageEvent) => {
    const { status, ...known } = shared.get(event.runtime)!;
    const { capabilities } = 'capabilities' in event ? event : {};
    const { noSessions } = 'noSessions' in event ? event : known;
    if (capabilities)
      shared.set(event.runtime, { ...(noSessions && { noSessions }), status, capabilities: new Set(capabilities) });
    if ('session' in event) sessions.get(event.session)!.hear(event);
    else if ('status' in event) status.set(event.status);
    else if ('progress' in event) calls.get(event.id)?.onProgress?.(event.progress);
    else if ('stream' in event) runs.get(event.run)?.onOutput?.(event.stream, fromBase64(event.bytes));
    else if ('exit' in event) runs.get(event.run)?.resolve(event.exit);
    else if (event.ok) calls.get(event.id)?.resolve();
    else calls.get(event.id)?.reject(toError(event.error!));
  });

  function call(runtime: number, body: CallBody, onProgress?: (progress: BootProgress) => void): Promise<void> {
    const id = ++last;
    const promised = { ...Promise.withResolvers<void>(), ...(onProgress ? { onProgress } : {}) };
    calls.set(id, promised);
    // A page that went away fails the call, and with it the test that waits.
    page.evaluate(message => globalThis.call(message), { ...body, runtime, id } as Call).catch(promised.reject);
    return promised.promise;
  }

  function proxy(id: number): Runtime {
    const say: Say = (body, onProgress) => call(id, body, onProgress);
    return {
      name: 'vm',
      get status() {
        return shared.get(id)!.status.current;
      },
      get capabilities() {
        return shared.get(id)!.capabilities;
      },
      onStatus: listener => shared.get(id)!.status.listen(listener),
      boot: ({ signal, onProgress } = {}) =>
        say({ verb: 'boot', ...(signal?.aborted ? { aborted: (signal.reason as Error).message } : {}) }, onProgress),
      mount: files => say({ verb: 'mount', files: encodeFiles(files) }),
      run(request) {
        // The page refuses it too (see runtime.spec.ts), but can throw nothing here.
        assertRequest(request);
        return startRun(say, runs, ++last, request);
      },
      warmUp: programs =>
        void say({
          verb: 'warm up',
          programs: programs.map(({ stdin, files, ...rest }) => ({
            ...rest,
            files: encodeFiles(files),
            ...(stdin === undefined ? {} : { stdin: toBase64(stdin) }),
          })),
        }),
      reset: () => say({ verb: 'reset' }),
      recordsWire: 'What crosses the wire stays in the page; see image/contract.test.ts.',
      openSession: shared.get(id)!.noSessions ?? openSession(say),
      dispose: () => say({ verb: 'dispose' }),
    };
  }

  const openSession =
    (say: Say): OpenSession =>
    request => {
      const session = ++last;
      const opened = openPageSession(body => say({ ...body, session } as CallBody), request);
      sessions.set(session, opened);
      return opened.session;
    };

  return {
    async create(options = {}) {
      const id = ++last;
      shared.set(id, { status: createStatus(), capabilities: new Set() });
      await call(id, { verb: 'create', ...options });
      return proxy(id);
    },
  };
}

function startRun(say: Say, runs: Map<number, PageRun>, run: number, request: RunRequest): Run {
  // A listener stays on this side.
  const { signal, onOutput, stdin, onWire: _, ...rest } = request;
  const { promise: exit, resolve, reject } = Promise.withResolvers<Exit>();
  runs.set(run, { onOutput, resolve });
  say({
    verb: 'run',
    run,
    request: rest,
    aborted: signal?.aborted ?? false,
    ...(stdin === undefined ? {} : { stdin: toBase64(stdin) }),
  }).catch(reject);
  signal?.addEventListener('abort', () => void say({ verb: 'abort', run }), { once: true });
  return {
    exit,
    write: data => void say({ verb: 'write', run, data: toBase64(data) }),
    end: () => void say({ verb: 'end', run }),
    interrupt: () => void say({ verb: 'interrupt', run }),
  };
}

function toError({ name, message, code, hint }: PageError): Error {
  if (name === 'RuntimeError') return new RuntimeError(code as RuntimeErrorCode, message, hint);
  return Object.assign(new Error(message), { name });
}
