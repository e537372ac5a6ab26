import { createOutputLimiter } from '../output-limit.ts';
import type { Exit, OutputStream } from '../runtime.ts';
import type { Emulator } from './emulator.ts';
import type { ToPage, ToWorker } from './messages.ts';
import { createOutputBatch } from './output-batch.ts';
import { decodeExit, encodeFrame, encodeRun, type Frame, type GuestExit } from './protocol.ts';

type RunMessage = Extract<ToWorker, { type: 'run' }>;
type Order = Exclude<ToWorker, { type: 'ping' | 'boot' }>;

export interface Executor {
  handle(message: Order): void;
}

const STREAMS: Readonly<Partial<Record<Frame['type'], OutputStream>>> = { o: 'stdout', e: 'stderr', r: 'report' };
/** Standard input goes on in pieces, so that a long one does not hold up a `stop` behind it. */
const INPUT_PIECE = 32 * 1024;

interface Active {
  message: RunMessage;
  started: boolean;
  /** Frames of input that came before the machine was fresh. */
  early: Uint8Array[];
  instructions: number;
}

/**
 * Runs programs on the machine, each on a freshly restored one: the restore for the next begins as soon as one
 * ends, is stopped or floods. `fail` is told when the machine cannot be restored.
 */
export function createExecutor(
  emulator: Emulator,
  post: (message: ToPage) => void,
  fail: (error: unknown) => void,
): Executor {
  let fresh = Promise.resolve();
  let active: Active | undefined;
  let limiter = createOutputLimiter();
  const batch = createOutputBatch((chunks) => {
    if (active) post({ type: 'output', id: active.message.id, chunks });
  });

  async function start(message: RunMessage): Promise<void> {
    const run: Active = { message, started: false, early: [], instructions: 0 };
    active = run;
    await fresh;
    if (active !== run) return;
    limiter = createOutputLimiter();
    run.instructions = emulator.instructions();
    emulator.send(encodeRun(String(message.id), { ...message.request, seed: randomSeed() }));
    run.started = true;
    for (const frame of run.early) emulator.send(frame);
  }

  function finish(exit: Exit): void {
    const run = active!;
    batch.flush();
    active = undefined;
    const instructions = run.started ? (emulator.instructions() - run.instructions) >>> 0 : 0;
    post({ type: 'exit', id: run.message.id, exit, instructions });
    // A run that never started has left the machine fresh, or soon to be.
    if (run.started) fresh = emulator.restore();
    fresh.then(() => post({ type: 'ready' }), fail);
  }

  function input({ id, data, ends }: Extract<ToWorker, { type: 'input' }>): void {
    if (active?.message.id !== id) return;
    for (const frame of inputFrames(String(id), data, ends)) {
      if (active.started) emulator.send(frame);
      else active.early.push(frame);
    }
  }

  emulator.onFrame = ({ type, id, payload }) => {
    // eslint-disable-next-line no-console -- the machine's own complaints are for whoever looks for a fault
    if (type === 'l') console.warn(`machine: ${new TextDecoder().decode(payload)}`);
    if (id !== String(active?.message.id)) return;
    const stream = STREAMS[type];
    if (stream) {
      const kept = limiter.take(stream, payload);
      if (kept.length > 0) batch.add(stream, kept);
      if (limiter.full) finish({ reason: 'output-limit', code: null });
    } else if (type === 'x') {
      finish(toExit(decodeExit(payload)));
    }
  };

  emulator.onCrash = () => {
    if (active?.started) finish({ reason: 'lost', code: null, message: 'The machine crashed: its kernel gave up.' });
  };

  return {
    handle(message) {
      if (message.type === 'run') start(message).catch(fail);
      else if (message.type === 'input') input(message);
      else if (active?.message.id === message.id) finish({ reason: 'aborted', code: null });
    },
  };
}

function* inputFrames(id: string, data: string | Uint8Array, ends: boolean): Generator<Uint8Array> {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  for (let at = 0; at < bytes.length; at += INPUT_PIECE) yield encodeFrame('I', id, bytes.subarray(at, at + INPUT_PIECE));
  if (ends) yield encodeFrame('I', id);
}

function toExit({ code, cause, message }: GuestExit): Exit {
  if (cause === 'start') {
    return { reason: 'lost', code: null, message: `The machine could not start the program: ${message ?? 'it did not say why'}.` };
  }
  if (cause === 'memory') {
    return { reason: 'exited', code, message: 'The program asked for more memory than the machine has, and was ended.' };
  }
  return message ? { reason: 'exited', code, message } : { reason: 'exited', code };
}

/** An integer from 1 to 2^31 - 1, for V8. */
function randomSeed(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0]! % (2 ** 31 - 1)) + 1;
}
