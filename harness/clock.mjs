// A clock for checks that never measure time: timers go off when the check turns it.

/**
 * `timers` has setTimeout and clearTimeout as Node's, for the learner's code; `advance(ms)` lets time pass at once.
 * `made` counts the timers that were ever set, `waiting` those that still wait.
 */
export function createClock() {
  let now = 0;
  let made = 0;
  const waiting = new Set();

  class Timeout {
    constructor(call, ms, args) {
      if (typeof call !== 'function') throw new TypeError('setTimeout() takes a function');
      [this.call, this.ms, this.args] = [call, Math.max(1, Number(ms) || 1), args];
      this.refresh();
    }

    refresh() {
      this.at = now + this.ms;
      waiting.delete(this);
      waiting.add(this);
      return this;
    }

    close() {
      waiting.delete(this);
      return this;
    }

    ref() {
      return this;
    }

    unref() {
      return this;
    }

    hasRef() {
      return true;
    }
  }

  /** Goes from timer to timer, also to those that are set meanwhile, so that each goes off when it is due. */
  function advance(ms) {
    const until = now + ms;
    for (let next = first(until); next; next = first(until)) {
      now = next.at;
      waiting.delete(next);
      next.call(...next.args);
    }
    now = until;
  }

  function first(until) {
    return [...waiting].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
  }

  return {
    advance,
    timers: {
      setTimeout(call, ms, ...args) {
        made++;
        return new Timeout(call, ms, args);
      },
      clearTimeout(timer) {
        waiting.delete(timer);
      },
    },
    get made() {
      return made;
    },
    get waiting() {
      return waiting.size;
    },
  };
}
