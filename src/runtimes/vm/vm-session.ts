import { decodeLook } from '../../emulator/session-frames.ts';
import { FilesView } from '../files-view.ts';
import type { Exit, Files } from '../runtime.ts';
import type { Session, SessionRequest } from '../session.ts';
import { assertFiles, isWorkspacePath } from '../workspace-path.ts';
import { openLink, type OpenPort } from './link.ts';
import type { Told, ToSession } from './messages.ts';

export interface VmSession extends Session {
  /** It ends like this, if it has not ended; its worker is closed. */
  settle(exit: Exit): void;
}

type Waiting = PromiseWithResolvers<void> & { number: number };
const CTRL_C = '\x03';

/** A session on a machine of its own, in a worker of its own. */
export function openVmSession(
  { open, base, pingInterval }: { open: OpenPort; base: string; pingInterval?: number },
  { files, size, env = {}, onOutput, onFiles, onProgress }: SessionRequest,
): VmSession {
  assertFiles(files);
  const { promise: exit, resolve } = Promise.withResolvers<Exit>();
  const view = new FilesView(files);
  let early: ToSession[] | undefined = [{ type: 'open session', session: { ...size, env, files } }];
  let waiting: Waiting[] = [];
  const troubles: string[] = [];
  let ended = false;

  function settle(how: Exit): void {
    if (ended) return;
    ended = true;
    link.close();
    for (const { reject } of waiting.splice(0)) reject(new Error('The session has ended.'));
    resolve(how);
  }
  const lose = (message: string): void => settle({ reason: 'lost', code: null, message });

  function post(message: ToSession): void {
    if (ended) return;
    if (early) early.push(message);
    else link.post(message);
  }
  async function show(bytes: Uint8Array): Promise<void> {
    try {
      await onOutput(bytes);
    } finally {
      post({ type: 'session taken', bytes: bytes.length });
    }
  }
  function takeLook(number: number, bytes: Uint8Array): void {
    const look = decodeLook(bytes);
    const odd = [...look.files.keys()].filter(path => !isWorkspacePath(path));
    for (const path of odd) look.files.delete(path);
    const changes = view.take({ number, files: look.files, withheld: [...look.withheld, ...odd] });
    if (changes) onFiles?.(changes);
    troubles.push(...look.troubles);
    endMounts(number);
  }
  function endMounts(number: number): void {
    const done = waiting.filter(mount => mount.number <= number);
    if (done.length === 0) return;
    waiting = waiting.filter(mount => mount.number > number);
    const [trouble] = troubles.splice(0);
    for (const { resolve: succeed, reject } of done) {
      if (trouble === undefined) succeed();
      else reject(new Error(trouble));
    }
  }
  function receive(message: Told): void {
    if (ended) return;
    if (message.type === 'session output') void show(message.bytes);
    else if (message.type === 'session files') takeLook(message.number, message.look);
    else if (message.type === 'session exit') settle(message.exit);
  }

  const link = openLink(
    open,
    { base, use: 'session' },
    { onProgress: progress => onProgress?.(progress), onTold: receive, onLost: lose },
    pingInterval,
  );
  link.booted.then(
    () => {
      early?.forEach(message => link.post(message));
      early = undefined;
    },
    (error: Error) => lose(error.message),
  );
  return {
    exit,
    settle,
    write: data => post({ type: 'session input', data }),
    interrupt: () => post({ type: 'session input', data: CTRL_C }),
    resize: next => post({ type: 'session size', size: next }),
    async mount(next: Files) {
      assertFiles(next);
      if (ended) throw new Error('The session has ended.');
      const mount = view.mount(next);
      if (!mount) return;
      const made = { ...Promise.withResolvers<void>(), number: mount.number };
      waiting.push(made);
      post({ type: 'session mount', ...mount });
      await made.promise;
    },
    files: () => view.files,
    async close() {
      settle({ reason: 'aborted', code: null });
    },
  };
}
