import type { FileSystemTree, WebContainer, WebContainerProcess } from '@webcontainer/api';

import { descriptorVariables, STREAMS, streams } from '../../streams.ts';
import { createOutputLimiter } from '../output-limit.ts';
import { STOP_GRACE_MS, type Exit, type Files, type OutputStream, type Run, type RunRequest } from '../runtime.ts';
import { createWatchdog } from '../vm/watchdog.ts';
import { createFrameReader, INPUT_END, inputLine, INTERRUPT, toBase64, type Frame } from './frames.ts';
import launcher from './launcher.mjs?raw';
import { createReportSplitter } from './marked-report.ts';
import { toTree } from './tree.ts';

/** How a program's report leaves WebContainer: by a descriptor of its own, or in stdout, told apart by its marks. */
export type ReportWay = 'descriptor' | 'marked';

/** A booted instance that no program has run in, and what is known of it. */
export interface FreshInstance {
  instance: Pick<WebContainer, 'mount' | 'spawn'>;
  report: ReportWay;
}

export interface Program extends Run {
  /** Ends it, if it has not ended; the instance under it has to be thrown away. */
  stop(exit: Exit): void;
  readonly ended: boolean;
}

export interface ProgramOptions {
  request: RunRequest;
  files: Files;
  /** Resolves when the program may start; it has `lost` when this rejects. */
  instance: () => Promise<FreshInstance>;
  /** The instance has not been heard of for too long. */
  onSilence?: (message: string) => void;
}

/** The workspace's folder inside the instance, and the launcher's beside it. */
const ROOT = 'lesson';
const OWN = '.handshake';
const ABORTED: Exit = { reason: 'aborted', code: null };

/** One program from its mount to its exit, by way of launcher.mjs. */
export function startProgram({ request, files, instance: fresh, onSilence }: ProgramOptions): Program {
  const { promise: exit, resolve } = Promise.withResolvers<Exit>();
  const { signal } = request;
  const limiter = createOutputLimiter();
  const early: string[] = [];
  let writer: WritableStreamDefaultWriter<string> | undefined;
  let stopWatch = (): void => {};
  let ended = false;
  let grace: ReturnType<typeof setTimeout> | undefined;

  function stop(how: Exit): void {
    if (ended) return;
    ended = true;
    stopWatch();
    clearTimeout(grace);
    signal?.removeEventListener('abort', onAbort);
    resolve(grace === undefined ? how : ABORTED);
  }
  const onAbort = (): void => stop(ABORTED);
  function interrupt(): void {
    if (!writer) return stop(ABORTED);
    void writer.write(INTERRUPT).catch(() => {});
    grace ??= setTimeout(onAbort, STOP_GRACE_MS);
  }
  const lose = (message: string): void => stop({ reason: 'lost', code: null, message });

  function give(stream: OutputStream, bytes: Uint8Array): void {
    if (ended) return;
    const kept = limiter.take(stream, bytes);
    if (kept.length > 0) request.onOutput?.(stream, kept);
    if (limiter.exit) stop(limiter.exit);
  }
  function send(line: string): void {
    if (ended || !request.interactive) return;
    if (writer) void writer.write(line).catch(() => {});
    else early.push(line);
  }

  async function execute(): Promise<void> {
    const { instance, report } = await fresh();
    if (ended) return;
    const watch = createWatchdog({
      // The launcher tells each second that it lives; there is nothing to ask.
      ping: () => {},
      onSilence: () => {
        const message = 'WebContainer has told nothing for ten seconds.';
        lose(message);
        onSilence?.(message);
      },
    });
    stopWatch = watch.stop;
    await instance.mount(workspace(request, files, report));
    if (ended) return;
    const process = await instance.spawn('node', [`${OWN}/launcher.mjs`]);
    writer = process.input.getWriter();
    early.splice(0).forEach(send);
    await listen(process, report, watch.seen);
  }

  async function listen(process: WebContainerProcess, report: ReportWay, seen: () => void): Promise<void> {
    const frames = createFrameReader();
    const splitter = report === 'marked' ? createReportSplitter() : undefined;
    const reader = process.output.getReader();
    const take = (frame: Frame): void => {
      if (frame.type === 'failed') lose(`node could not be run: ${frame.message}`);
      if (frame.type === 'exit') {
        for (const part of splitter?.end() ?? []) give(...part);
        stop({ reason: 'exited', code: frame.code });
      }
      if (frame.type !== 'output') return;
      const parts =
        splitter && frame.stream === 'stdout' ? splitter.push(frame.bytes) : [[frame.stream, frame.bytes] as const];
      for (const part of parts) give(...part);
    };
    for (let piece = await reader.read(); !piece.done && !ended; piece = await reader.read()) {
      seen();
      frames.read(piece.value).forEach(take);
    }
    if (!ended) lose(`The program's own launcher ended before it (${frames.stray || 'without a word'}).`);
  }

  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) onAbort();
  execute().catch((error: unknown) => lose(error instanceof Error ? error.message : String(error)));
  return {
    exit,
    stop,
    write: data => send(inputLine(data)),
    end: () => send(INPUT_END),
    interrupt,
    get ended() {
      return ended;
    },
  };
}

function workspace(
  { program, args = [], cwd = 'work', env = {}, stdin = '', interactive = false }: RunRequest,
  files: Files,
  report: ReportWay,
): FileSystemTree {
  const apart = report === 'descriptor';
  const job = {
    root: ROOT,
    program,
    args,
    cwd,
    env: { ...env, ...(apart ? descriptorVariables() : { [STREAMS.report.variable]: `${STREAMS.stdout.descriptor}` }) },
    stdin: toBase64(stdin),
    interactive,
    streams: streams()
      .map(([, { letter, descriptor }]) => ({ letter, descriptor }))
      .filter(({ descriptor }) => apart || descriptor <= STREAMS.stderr.descriptor),
  };
  const own = {
    'launcher.mjs': { file: { contents: launcher } },
    'job.json': { file: { contents: JSON.stringify(job) } },
  };
  return { [OWN]: { directory: own }, [ROOT]: { directory: toTree(files) } };
}
