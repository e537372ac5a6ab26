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
  const chunks: Record<OutputStream, Uint8Array[]> = { stdout: [], stderr: [], report: [] };
  const run = runtime.run({
    ...request,
    onOutput(stream, bytes) {
      chunks[stream].push(bytes);
      request.onOutput?.(stream, bytes);
    },
  });
  onStart?.(run);
  const exit = await run.exit;
  const bytes = { stdout: concat(chunks.stdout), stderr: concat(chunks.stderr), report: concat(chunks.report) };
  const decode = (part: Uint8Array): string => new TextDecoder().decode(part);
  return {
    exit,
    bytes,
    text: { stdout: decode(bytes.stdout), stderr: decode(bytes.stderr), report: decode(bytes.report) },
  };
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
