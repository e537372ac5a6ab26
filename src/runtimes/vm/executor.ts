import { createOutputLimiter } from '../output-limit.ts';
import { streamOf } from '../../streams.ts';
import { NOTHING_RECORDED, withNews } from '../recorded.ts';
import { STOP_GRACE_MS, type Exit, type Recorded } from '../runtime.ts';
import type { Emulator } from '../../emulator/restored.ts';
import { inputFrames, toExit } from './guest-words.ts';
import { createFilesAhead, filesMissing } from './staged-files.ts';
import type { OutputChunk, ToExecutor, ToPage } from './messages.ts';
import { createOutputBatch } from './output-batch.ts';
import { createRecorder } from './recorder.ts';
import { decodeExit, encodeFiles, encodeFrame, encodeRun, type RunPayload } from '../../emulator/protocol.ts';
import { createWarmer, ROUND_LIMIT_MS, type WarmUpPayload } from './warm-up.ts';

type RunMessage = Extract<ToExecutor, { type: 'run' }>;

export interface Executor {
  handle(message: ToExecutor): void;
}

const ABORTED: Exit = { reason: 'aborted', code: null };
/** A reader who has just started or stopped something may well press again. */
const REST_MS = 700;

interface Active {
  message: RunMessage;
  started: boolean;
  startedAt: number;
  /** Frames of input that came before the machine was fresh. */
  early: Uint8Array[];
  /** Set once it has been asked to end, for when it does not. */
  grace?: ReturnType<typeof setTimeout>;
  instructions: number;
}

interface Round {
  id: string;
  payload: WarmUpPayload;
  startedAt: number;
  limit: ReturnType<typeof setTimeout>;
}

/**
 * Runs programs on the machine, each on a freshly restored one: the restore for the next begins as soon as one
 * ends, is stopped or floods, and brings the files that the next is expected to have. In between it warms up, unless it
 * is told to rest; a run breaks a warm-up off. `fail` is told when the machine cannot be restored.
 */
export function createExecutor(
  emulator: Emulator,
  post: (message: ToPage) => void,
  fail: (error: unknown) => void,
): Executor {
  const warmer = createWarmer();
  const ahead = createFilesAhead();
  let fresh = Promise.resolve();
  /** The files that the fresh machine has. */
  let written: RunPayload['files'] = {};
  let active: Active | undefined;
  let round: Round | undefined;
  let rounds = 0;
  let resting = true;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let limiter = createOutputLimiter();
  let record = createRecorder();
  const batch = createOutputBatch<OutputChunk>(chunks => {
    if (active) post({ type: 'output', id: active.message.id, chunks });
  });
  const wire = createOutputBatch<Recorded>(all => {
    if (active) post({ type: 'wire', id: active.message.id, news: all.reduce(withNews, NOTHING_RECORDED) });
  });

  /** Restores the machine, with what the runs to come have in common; `next` is certain to be one of them. */
  function refresh(next?: Pick<RunPayload, 'program' | 'files'>): void {
    written = ahead.common(next);
    fresh = emulator.restore(Object.keys(written).length > 0 ? encodeFiles(written) : undefined);
  }

  /** Who waits first may begin another restore, which the next in line has to wait for too. */
  async function untilFresh(): Promise<void> {
    for (let seen; seen !== fresh; await seen) seen = fresh;
  }

  async function start(message: RunMessage): Promise<void> {
    const run: Active = { message, started: false, startedAt: 0, early: [], instructions: 0 };
    active = run;
    endRound('for a run', message.request);
    await untilFresh();
    if (active === run && !filesMissing(message.request.files, written)) {
      refresh(message.request);
      await untilFresh();
    }
    if (active !== run) return;
    ahead.saw(message.request);
    limiter = createOutputLimiter();
    record = createRecorder();
    run.instructions = emulator.instructions();
    run.startedAt = performance.now();
    send(String(message.id), message.request);
    run.started = true;
    for (const frame of run.early) emulator.send(frame);
  }

  function send(id: string, payload: WarmUpPayload): void {
    const files = filesMissing(payload.files, written)!;
    emulator.send(encodeRun(id, { ...payload, files, seed: randomSeed() }));
  }

  function finish(exit: Exit): void {
    const run = active!;
    clearTimeout(run.grace);
    batch.flush();
    wire.flush();
    active = undefined;
    const told = run.grace === undefined ? exit : ABORTED;
    const instructions = run.started ? (emulator.instructions() - run.instructions) >>> 0 : 0;
    post({ type: 'exit', id: run.message.id, exit: told, instructions });
    if (told.reason === 'exited') warmer.saw(run.message.request, performance.now() - run.startedAt);
    // A run that never started has left the machine fresh, or soon to be.
    if (run.started) refresh();
    fresh.then(() => {
      post({ type: 'ready' });
      warmUpSoon();
    }, fail);
  }

  /** It may say good-bye, when it has begun. Killed is what is left of it by the restore. */
  function interrupt(run: Active): void {
    if (!run.started) return finish(ABORTED);
    emulator.send(encodeFrame('C', String(run.message.id)));
    run.grace ??= setTimeout(() => finish(ABORTED), STOP_GRACE_MS);
  }

  function warmUpSoon(ms = REST_MS): void {
    clearTimeout(pause);
    pause = setTimeout(() => {
      warmUp().catch(fail);
    }, ms);
  }

  async function warmUp(): Promise<void> {
    await untilFresh();
    const payload = active || round || resting ? undefined : warmer.next();
    if (!payload) return;
    if (filesMissing(payload.files, written)) return startRound(payload);
    refresh(payload);
    warmUpSoon(0);
  }

  function startRound(payload: WarmUpPayload): void {
    // The letter keeps it apart from a reader's run, whose id is a number.
    const id = `r${++rounds}`;
    round = { id, payload, startedAt: performance.now(), limit: setTimeout(() => endRound('late'), ROUND_LIMIT_MS) };
    send(id, { ...payload, interactive: false });
  }

  function endRound(how: 'done' | 'late' | 'for a run', next?: WarmUpPayload): void {
    if (!round) return;
    const { payload, startedAt, limit } = round;
    clearTimeout(limit);
    round = undefined;
    refresh(next);
    fresh.then(() => {
      if (how !== 'for a run') warmer.ended(payload, performance.now() - startedAt, how === 'late');
      // At once, but behind whatever the page has sent meanwhile.
      warmUpSoon(0);
    }, fail);
  }

  function rest(now: boolean): void {
    resting = now;
    if (resting) endRound('for a run');
    else warmUpSoon();
  }

  function input({ id, data, ends }: Extract<ToExecutor, { type: 'input' }>): void {
    if (active?.message.id !== id) return;
    for (const frame of inputFrames(String(id), data, ends)) {
      if (active.started) emulator.send(frame);
      else active.early.push(frame);
    }
  }

  emulator.onFrame = ({ type, id, payload }) => {
    // eslint-disable-next-line no-console -- the machine's own complaints are for whoever looks for a fault
    if (type === 'l') console.warn(`machine: ${new TextDecoder().decode(payload)}`);
    const exit = type === 'x' ? decodeExit(payload) : undefined;
    // It may be files of an earlier run that could not be written.
    if (exit?.cause === 'start') ahead.learn([]);
    if (exit && id === round?.id) return endRound('done');
    if (id !== String(active?.message.id)) return;
    const stream = streamOf(type);
    if (stream) {
      const kept = limiter.take(stream, payload);
      if (kept.length > 0) batch.add([stream, kept]);
      if (limiter.exit) finish(limiter.exit);
    } else if (exit) {
      finish(toExit(exit));
    } else {
      const news = record({ type, payload });
      if (news) wire.add(news);
    }
  };

  emulator.onCrash = (message = 'The machine crashed: its kernel gave up.') => {
    if (round) endRound('late');
    if (active?.started) finish({ reason: 'lost', code: null, message });
  };

  return {
    handle(message) {
      if (message.type === 'run') start(message).catch(fail);
      else if (message.type === 'input') input(message);
      else if (message.type === 'rest') rest(message.resting);
      else if (message.type === 'warm up') {
        warmer.learn(message.programs);
        ahead.learn(message.programs);
        warmUpSoon();
      } else if (active?.message.id === message.id) {
        if (message.type === 'interrupt') interrupt(active);
        else finish(ABORTED);
      }
    },
  };
}

/** An integer from 1 to 2^31 - 1, for V8. */
function randomSeed(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0]! % (2 ** 31 - 1)) + 1;
}
