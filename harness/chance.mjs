// Whether values come from chance: what an attacker could foresee is held still, and bits are counted.

const { Date: RealDate, performance } = globalThis;
// Asked before the learner's code could answer.
const LOADED = RealDate.now();

/**
 * Stops all clocks at a time (in ms since 1970; when the checks were loaded, unless told), and lets Math.random() give the
 * same number, until the check has ended: what still differs then is random.
 */
export function stopClocks(t, at = LOADED) {
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

/** How many bits, at the same place, are not the same in all of these Buffers. */
export function varyingBits(values) {
  const bits = values.map(value =>
    [...value].flatMap(byte => [128, 64, 32, 16, 8, 4, 2, 1].map(bit => (byte & bit) > 0)),
  );
  return bits[0].filter((bit, at) => bits.some(other => other[at] !== bit)).length;
}

function replace(t, object, key, value) {
  const own = Object.getOwnPropertyDescriptor(object, key);
  Object.defineProperty(object, key, { value, configurable: true, writable: true });
  t.after(() => {
    if (own) Object.defineProperty(object, key, own);
    else delete object[key];
  });
}
