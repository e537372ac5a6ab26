import type { Cpu } from './internals.ts';

const patched = new WeakSet<Cpu>();

/**
 * Makes `set_tsc` right for a second restore in one emulator; call it once the emulator is ready.
 *
 * v86 0.5.462 computes the new offset as (raw clock - wanted) but reads the raw clock already shifted by the
 * present offset. The first restore starts from offset 0 and is right; every second one after it leaves the
 * guest's time stamp counter in the past, and a guest whose clock runs backwards stands still for ~20 s.
 */
export function correctTscOnRestore(cpu: Cpu): void {
  if (patched.has(cpu)) return;
  patched.add(cpu);
  const setTsc = cpu.set_tsc;
  cpu.set_tsc = (low, high) => {
    cpu.store_current_tsc();
    const shifted = BigInt(cpu.current_tsc[0]! >>> 0) | (BigInt(cpu.current_tsc[1]! >>> 0) << 32n);
    const raw = BigInt(Math.floor(performance.now() * 1e6));
    const wanted = BigInt(low >>> 0) | (BigInt(high >>> 0) << 32n);
    const corrected = BigInt.asUintN(64, wanted - (raw - shifted));
    setTsc(Number(corrected & 0xffffffffn) | 0, Number(corrected >> 32n) | 0);
  };
}
