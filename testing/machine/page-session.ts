import type { Exit, Files } from '../../src/runtimes/runtime.ts';
import type { FileChanges, Session, SessionRequest, TerminalSize } from '../../src/runtimes/session.ts';
import { assertFiles } from '../../src/runtimes/workspace-path.ts';
import { encodeFiles, fromBase64, toBase64 } from './base64.ts';

/** What Node asks of a session in the page; `session` numbers them. */
export type SessionCall = { session: number } & (
  | { verb: 'open session'; files: Record<string, string>; size: TerminalSize; env?: Record<string, string> }
  | { verb: 'session write'; data: string }
  | { verb: 'session size'; size: TerminalSize }
  | { verb: 'session mount'; files: Record<string, string> }
  | { verb: 'session taken'; output: number }
  | { verb: 'session interrupt' | 'session close' }
);
type SessionBody = SessionCall extends infer One ? (One extends SessionCall ? Omit<One, 'session'> : never) : never;

/** What it tells; files are all that is below work/ by then. */
export type SessionEvent = { session: number } & (
  { output: number; bytes: string } | { files: Record<string, string>; changes?: EncodedChanges } | { exit: Exit }
);
export type EncodedChanges = Pick<FileChanges, 'removed' | 'withheld'> & { written: Record<string, string> };

/** A session in the page as it looks in Node, and where what the page tells of it goes. */
export interface PageSession {
  session: Session;
  hear(event: SessionEvent): void;
}

export function openPageSession(
  say: (body: SessionBody) => Promise<void>,
  { files, size, env, onOutput, onFiles }: SessionRequest,
): PageSession {
  // The page refuses them too, but can throw nothing here.
  assertFiles(files);
  const { promise: exit, resolve } = Promise.withResolvers<Exit>();
  let known: Files = {};
  const tell = (body: SessionBody): void => void say(body).catch(lose);
  const lose = (error: Error): void => resolve({ reason: 'lost', code: null, message: error.message });

  async function show(output: number, bytes: string): Promise<void> {
    await onOutput(fromBase64(bytes));
    tell({ verb: 'session taken', output });
  }
  tell({ verb: 'open session', files: encodeFiles(files), size, ...(env && { env: { ...env } }) });
  return {
    hear(event) {
      if ('output' in event) return void show(event.output, event.bytes);
      if ('exit' in event) return resolve(event.exit);
      known = decodeFiles(event.files);
      const { changes } = event;
      if (changes) onFiles?.({ ...changes, written: decodeFiles(changes.written) });
    },
    session: {
      exit,
      write: data => tell({ verb: 'session write', data: toBase64(data) }),
      interrupt: () => tell({ verb: 'session interrupt' }),
      resize: next => tell({ verb: 'session size', size: next }),
      mount: next => say({ verb: 'session mount', files: encodeFiles(next) }),
      files: () => known,
      close: () => say({ verb: 'session close' }),
    },
  };
}

const decodeFiles = (files: Record<string, string>): Record<string, Uint8Array> =>
  Object.fromEntries(Object.entries(files).map(([path, data]) => [path, fromBase64(data)]));
