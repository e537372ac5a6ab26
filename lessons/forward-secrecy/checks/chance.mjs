/** Whether values come from chance: what an attacker could foresee is held still, and bits are counted. */

/** Until the check ends no clock goes on, and Math.random() gives one number. */
export function stopClocks(t) {
  const { Date: RealDate } = globalThis;
  const real = [Math.random, performance.now, process.hrtime, process.uptime];
  t.after(() => {
    globalThis.Date = RealDate;
    [Math.random, performance.now, process.hrtime, process.uptime] = real;
  });
  const [at, now] = [RealDate.now(), performance.now()];
  globalThis.Date = class extends RealDate {
    constructor(...given) {
      super(...(given.length > 0 ? given : [at]));
    }
    static now() {
      return at;
    }
  };
  const tick = process.hrtime.bigint();
  process.hrtime = Object.assign(() => [Number(tick / 1_000_000_000n), Number(tick % 1_000_000_000n)], { bigint: () => tick });
  [Math.random, performance.now, process.uptime] = [() => 0.5, () => now, () => now / 1000];
}

/** How many bits, at the same place, are not the same in all of these Buffers. */
export function varyingBits(values) {
  const bits = values.map(value => [...value].flatMap(byte => [128, 64, 32, 16, 8, 4, 2, 1].map(bit => (byte & bit) > 0)));
  return bits[0].filter((bit, at) => bits.some(other => other[at] !== bit)).length;
}
