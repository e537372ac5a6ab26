import { RuntimeError, type Runtime } from './runtime.ts';
import type { StatusKeeper } from './status.ts';

/** The message of everything that is asked of a runtime after its end. */
export const DISPOSED = 'The runtime was disposed.';

export type BootOptions = NonNullable<Parameters<Runtime['boot']>[0]>;

/** How a verb of a runtime begins: throws when that was disposed of, and then the reason of a signal that has fired. */
export function assertAlive({ current }: Pick<StatusKeeper, 'current'>, signal?: AbortSignal): void {
  if (current === 'disposed') throw new RuntimeError('disposed', DISPOSED);
  signal?.throwIfAborted();
}
