import type { Emulator } from '../../emulator/restored.ts';
import { RuntimeError, type BootProgress } from '../runtime.ts';
import { createExecutor } from './executor.ts';
import type { ImageFacts, Purpose, ToExecutor, ToPage, ToSession, ToWorker } from './messages.ts';
import { createSessionHost } from './session-host.ts';

/** Boots the machine whose image is at `base`. */
export type Boot = (
  base: string,
  onProgress: (progress: BootProgress) => void,
) => Promise<{ emulator: Emulator; image: ImageFacts }>;

/** A worker's door, in a tab and under Node: it boots the machine, and hands every other message to what it was booted for. */
export function serveMachine(post: (message: ToPage) => void, boot: Boot): (message: ToWorker) => void {
  let work: ((message: ToExecutor | ToSession) => void) | undefined;

  async function start({ base, use }: Purpose): Promise<void> {
    const { emulator, image } = await boot(base, progress => post({ type: 'progress', progress }));
    // Whoever boots it for one thing sends nothing of the other.
    work = (
      use === 'session' ? createSessionHost(emulator, post) : createExecutor(emulator, post, tellFailure).handle
    ) as typeof work;
    post({ type: 'booted', image });
  }
  function tellFailure(error: unknown): void {
    const { code, message, hint } =
      error instanceof RuntimeError
        ? error
        : new RuntimeError(
            'start-failed',
            `The machine could not be started: ${String(error)}`,
            'Reload the page to try again.',
          );
    post({ type: 'failed', code, message, hint });
  }

  return message => {
    if (message.type === 'ping') post({ type: 'pong' });
    else if (message.type === 'boot') void start(message).catch(tellFailure);
    else work?.(message);
  };
}

/** Milliseconds since the last call. */
export function createStopwatch(): () => number {
  let last = performance.now();
  return () => {
    const passed = performance.now() - last;
    last += passed;
    return Math.round(passed);
  };
}
