import { KERNEL_COMMAND_LINE, NODE_FLAGS } from './config.ts';
import type { Reporter } from './image.ts';
import { Machine, type Parts } from './machine.ts';

const BOOT_LIMIT_MS = 300_000;
const WARM_LIMIT_MS = 600_000;
/** Guest instructions each stage takes, as measured; they only scale the progress bar. */
const EXPECTED = { boot: 7e9, warm: 1e9 };

/** Boots the machine, has it prepare a node process, and returns its state, ready to be restored. */
export async function bake(
  parts: Omit<Parts, 'boot'>,
  boot: { kernel: string; initrd: Uint8Array },
  report: Reporter,
): Promise<ArrayBuffer> {
  const machine = await Machine.create({ ...parts, boot: { ...boot, commandLine: KERNEL_COMMAND_LINE } });
  const complaints: string[] = [];
  machine.onFrame(({ type, payload }) => {
    if (type === 'l') complaints.push(Buffer.from(payload).toString());
  });
  try {
    const up = machine.next(({ type }) => type === 'u', 'boot', BOOT_LIMIT_MS);
    await machine.start();
    await watch(machine, 'boot', up, report);
    const ready = machine.next(({ type }) => type === 'z', 'prepare a node process', WARM_LIMIT_MS);
    machine.send('Z', 1, NODE_FLAGS.join(' '));
    await watch(machine, 'warm', ready, report);
    const settled = machine.next(({ type }) => type === 's', 'settle', WARM_LIMIT_MS);
    machine.send('S');
    await settled;
    return await machine.save();
  } catch (error) {
    throw new Error([(error as Error).message, ...complaints].join('\n'), { cause: error });
  } finally {
    await machine.destroy();
  }
}

async function watch(machine: Machine, stage: 'boot' | 'warm', done: Promise<unknown>, report: Reporter): Promise<void> {
  const { onProgress, signal } = report;
  let last = machine.instructions;
  let total = 0;
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal?.reason);
  signal?.addEventListener('abort', abort);
  const timer = setInterval(() => {
    // The counter is 32 bits wide and wraps within seconds.
    total += (machine.instructions - last) >>> 0;
    last = machine.instructions;
    onProgress(stage, Math.min(total, EXPECTED[stage] * 0.99), EXPECTED[stage]);
  }, 500);
  try {
    await Promise.race([done, aborted.promise]);
  } finally {
    clearInterval(timer);
    signal?.removeEventListener('abort', abort);
  }
  onProgress(stage, 1, 1);
}
