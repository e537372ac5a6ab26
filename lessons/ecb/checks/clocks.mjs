const { Date: RealDate, performance } = globalThis;

/**
 * Stops all clocks at a time (in ms since 1970), and lets Math.random() give the same number, until the check has ended:
 * what still differs then is random.
 */
export function stopClocks(t, at) {
  class StoppedDate extends RealDate {
    constructor(...given) {
      super(...(given.length > 0 ? given : [at]));
    }
    static now() {
      return at;
    }
  }
  const hrtime = () => [Math.floor(at / 1000), 0];
  hrtime.bigint = () => BigInt(at) * 1_000_000n;
  replace(t, globalThis, 'Date', StoppedDate);
  replace(t, Math, 'random', () => (at % 1000) / 1000);
  replace(t, process, 'hrtime', hrtime);
  replace(t, process, 'uptime', () => 60);
  replace(t, performance, 'now', () => 60_000);
}

function replace(t, object, key, value) {
  const own = Object.getOwnPropertyDescriptor(object, key);
  Object.defineProperty(object, key, { value, configurable: true, writable: true });
  t.after(() => {
    if (own) Object.defineProperty(object, key, own);
    else delete object[key];
  });
}
