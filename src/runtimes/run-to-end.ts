import { perStream } from '../streams.ts';
import type { Exit, OutputStream, Run, RunRequest, Runtime } from './runtime.ts';

/** What one run wrote, complete, and how it ended. */
export interface Outcome {
  exit: Exit;
  bytes: Record<OutputStream, Uint8Array>;
  /** The same, decoded as UTF-8 only after joining, so that a split character stays whole. */
  text: Record<OutputStream, string>;
}

/** Runs a program to its end and keeps its output; `onStart` is given the run, to write to its input. */
export async function runToEnd(
  runtime: Pick<Runtime, 'run'>,
  request: RunRequest,
  onStart?: (run: Run) => void,
): Promise<Outcome> {
  const chunks = perStream((): Uint8Array[] => []);
  const run = runtime.run({
    ...request,
    onOutput(stream, bytes) {
      chunks[stream].push(bytes);
      request.onOutput?.(stream, bytes);
    },
  });
  onStart?.(run);
  const exit = await run.exit;
  const bytes = perStream(stream => concat(chunks[stream]));
  return { exit, bytes, text: perStream(stream => new TextDecoder().decode(bytes[stream])) };
}

/** Joins byte arrays into one. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
