/** A page that paints 60 times a second gains nothing from more messages than one a frame. */
const INTERVAL_MS = 16;

export interface OutputBatch<T> {
  add(news: T): void;
  /** Sends at once what waits; call it before telling the end of the run. */
  flush(): void;
}

/** Gathers what a run tells and hands it on at once when nothing was sent for 16 ms, at most once in 16 ms otherwise. */
export function createOutputBatch<T>(send: (news: T[]) => void): OutputBatch<T> {
  let waiting: T[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    const all = waiting;
    waiting = [];
    send(all);
  }
  function sendAndHold(): void {
    const had = waiting.length > 0;
    flush();
    if (had) timer = setTimeout(sendAndHold, INTERVAL_MS);
  }
  return {
    add(news) {
      waiting.push(news);
      if (timer === undefined) sendAndHold();
    },
    flush,
  };
}
