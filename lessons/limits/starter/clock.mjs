/** Timers that go off when the demo turns the clock, not when time passes. */
export function createClock() {
  let now = 0;
  const waiting = new Set();
  return {
    setTimeout(call, ms) {
      const timer = { call, at: now + ms };
      waiting.add(timer);
      return timer;
    },
    clearTimeout(timer) {
      waiting.delete(timer);
    },
    /** Lets so many ms pass at once. */
    advance(ms) {
      now += ms;
      for (const timer of waiting) {
        if (timer.at <= now && waiting.delete(timer)) timer.call();
      }
    },
  };
}
