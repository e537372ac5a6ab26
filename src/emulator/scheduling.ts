/** The part of v86 that decides when its next slice of about a millisecond runs. */
interface Ticker {
  yield(delay: number, tick: number): void;
  yield_callback(tick: number): void;
}

/**
 * Lets v86 take turns with this worker's other work (messages, timers) by sending a message to itself.
 *
 * v86's own ways are a timer, which browsers hold back to 4 ms, and a second worker that is asked for every
 * slice: two thread switches a millisecond, on a machine that may have two cores. Under Node its way is `setImmediate`,
 * which is as good as this, and does not keep a process alive whose machine has ended.
 */
export function yieldInThisThread(emulator: object): void {
  if (typeof setImmediate === 'function') return;
  const ticker = (emulator as { v86?: Ticker }).v86;
  if (typeof ticker?.yield_callback !== 'function' || typeof ticker.yield !== 'function') {
    throw new Error('v86 lacks yield_callback: it is not ready, or not the version this code knows');
  }
  const { port1, port2 } = new MessageChannel();
  let timer: ReturnType<typeof setTimeout> | undefined;
  port1.onmessage = ({ data }: MessageEvent<number>): void => ticker.yield_callback(data);
  ticker.yield = (delay, tick) => {
    clearTimeout(timer);
    if (delay < 1) port2.postMessage(tick);
    else timer = setTimeout(() => ticker.yield_callback(tick), delay);
  };
}
