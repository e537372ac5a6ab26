import { decodeLook } from '../../emulator/session-frames.ts';
import { FilesView, type Mount } from '../files-view.ts';
import type { Exit, Files } from '../runtime.ts';
import type { Session, SessionRequest } from '../session.ts';
import { assertFiles, isWorkspacePath } from '../workspace-path.ts';
import { openLink, type OpenPort } from './link.ts';
import type { Told, ToSession } from './messages.ts';

export interface VmSession extends Session {
  /** It ends like this, if it has not ended; its worker is closed. */
  settle(exit: Exit): void;
}

type Waiting = PromiseWithResolvers<void> & { mount: Mount };
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
    const { files: told, withheld, troubles: found } = decodeLook(bytes);
    const odd = [...told.keys()].filter(path => !isWorkspacePath(path));
    for (const path of odd) told.delete(path);
    troubles.push(...found);
    const endMounts = mountsUntil(number);
    const changes = view.take({ number, files: told, withheld: [...withheld, ...odd] });
    if (changes) onFiles?.(changes);
    endMounts();
  }
  /** Takes those that a look has seen from the waiting ones; the result tells them how they went. */
  function mountsUntil(number: number): () => void {
    const done = waiting.filter(({ mount }) => mount.number <= number);
    waiting = waiting.filter(({ mount }) => mount.number > number);
    const [trouble] = done.length > 0 ? troubles.splice(0) : [];
    if (trouble === undefined) return () => done.forEach(each => each.resolve());
    for (const { mount } of done) view.failed(mount);
    return () => done.forEach(each => each.reject(new Error(trouble)));
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
      const made = { ...Promise.withResolvers<void>(), mount };
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
