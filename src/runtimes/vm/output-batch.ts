import type { OutputStream } from '../runtime.ts';
import type { OutputChunk } from './messages.ts';

/** A page that paints 60 times a second gains nothing from more messages than one a frame. */
const INTERVAL_MS = 16;

export interface OutputBatch {
  add(stream: OutputStream, bytes: Uint8Array): void;
  /** Sends at once what waits; call it before telling the end of the run. */
  flush(): void;
}

/** Gathers output and hands it on at once when none was sent for 16 ms, at most once in 16 ms otherwise. */
export function createOutputBatch(send: (chunks: OutputChunk[]) => void): OutputBatch {
  let waiting: OutputChunk[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    const chunks = waiting;
    waiting = [];
    send(chunks);
  }
  function sendAndHold(): void {
    const had = waiting.length > 0;
    flush();
    if (had) timer = setTimeout(sendAndHold, INTERVAL_MS);
  }
  return {
    add(stream, bytes) {
      waiting.push([stream, bytes]);
      if (timer === undefined) sendAndHold();
    },
    flush,
  };
}
