import type { Emulator } from '../../emulator/restored.ts';
import { RuntimeError, type BootProgress } from '../runtime.ts';
import { createExecutor, type Executor } from './executor.ts';
import type { ImageFacts, ToPage, ToWorker } from './messages.ts';

/** Boots the machine whose image is at `base`. */
export type Boot = (
  base: string,
  onProgress: (progress: BootProgress) => void,
) => Promise<{ emulator: Emulator; image: ImageFacts }>;

/** A worker's door, in a tab and under Node: it boots the machine, and hands every other message to the executor. */
export function serveMachine(post: (message: ToPage) => void, boot: Boot): (message: ToWorker) => void {
  let executor: Executor | undefined;

  async function start(base: string): Promise<void> {
    const { emulator, image } = await boot(base, progress => post({ type: 'progress', progress }));
    executor = createExecutor(emulator, post, tellFailure);
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
    else if (message.type === 'boot') void start(message.base).catch(tellFailure);
    else executor?.handle(message);
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
