import type { WebContainer } from '@webcontainer/api';

import { RuntimeError } from '../runtime.ts';

export interface ServiceOptions {
  /** Of the service, or of an enterprise's own. */
  origin: string;
  apiKey?: string;
}

/** Milliseconds until the service's frame gives a sign of life, and from there until an instance is up. */
export interface BootLimits {
  answer: number;
  build: number;
}

export const BOOT_LIMITS: BootLimits = { answer: 20_000, build: 30_000 };

const AGAIN = 'Reload the page to try again.';

/** Why this page asks the service no more: its client keeps one promise for a frame that never answers. */
let givenUp: string | undefined;
let answered = false;
let client: Promise<typeof WebContainer> | undefined;

/**
 * Boots the page's one instance; `onAnswer` is called when the service is there. Rejects with a `RuntimeError`
 * within the limits, though the client's own `boot` would stay pending for ever, and then at once for as long as
 * the page lives. A boot that was refused (for example for want of memory) is tried a second time.
 */
export async function bootInstance(
  options: ServiceOptions,
  onAnswer: () => void,
  { answer, build }: BootLimits = BOOT_LIMITS,
): Promise<WebContainer> {
  if (givenUp !== undefined) {
    throw new RuntimeError('start-failed', `${givenUp} It is not tried twice in a page.`, AGAIN);
  }
  const container = await (client ??= loadClient(options));
  const answering = answered ? Promise.resolve() : firstMessage(options.origin);
  const booting = bootOrRetry(container);
  try {
    const { host } = new URL(options.origin);
    await within(Promise.race([answering, booting]), answer, `WebContainer's service at ${host} gave no answer`);
    answered = true;
    onAnswer();
    return await within(booting, build, 'WebContainer did not start');
  } catch (error) {
    if (error instanceof Silence) {
      giveUp(error.message);
      booting.then(
        late => late.teardown(),
        () => {},
      );
    }
    throw asRuntimeError(error);
  }
}

/** This page does without the service from now on: its frame is taken away. */
export function giveUp(why: string): void {
  givenUp ??= why;
  for (const frame of document.querySelectorAll('iframe')) {
    if (new URL(frame.src, location.href).pathname === '/headless') frame.remove();
  }
}

/** Whether the page may still ask the service. */
export const mayTry = (): boolean => givenUp === undefined;

async function loadClient({ origin, apiKey }: ServiceOptions): Promise<typeof WebContainer> {
  Object.assign(globalThis, { WEBCONTAINER_API_IFRAME_URL: origin });
  try {
    const api = await import('@webcontainer/api');
    if (apiKey !== undefined) api.configureAPIKey(apiKey);
    return api.WebContainer;
  } catch (error) {
    client = undefined;
    throw new RuntimeError('download-failed', `WebContainer's client could not be loaded: ${messageOf(error)}`, AGAIN);
  }
}

async function bootOrRetry(container: typeof WebContainer): Promise<WebContainer> {
  const boot = (): Promise<WebContainer> => container.boot({ coep: 'require-corp', workdirName: 'handshake' });
  try {
    return await boot();
  } catch {
    return await boot();
  }
}

/** The frame says `init` once its program runs; the client listens for the same message. */
function firstMessage(origin: string): Promise<void> {
  return new Promise(resolve => {
    const listen = (event: MessageEvent): void => {
      if (event.origin !== new URL(origin).origin || (event.data as { type?: string } | null)?.type !== 'init') return;
      removeEventListener('message', listen);
      resolve();
    };
    addEventListener('message', listen);
  });
}

class Silence extends Error {}

async function within<T>(work: Promise<T>, limit: number, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Silence(`${what} within ${limit / 1000} s.`)), limit);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function asRuntimeError(error: unknown): RuntimeError {
  if (error instanceof RuntimeError) return error;
  if (error instanceof Silence) {
    return new RuntimeError(
      'start-failed',
      error.message,
      `A network that blocks it, blocked cookies or a blocked service worker can be the cause. ${AGAIN}`,
    );
  }
  return new RuntimeError(
    'start-failed',
    `WebContainer did not start: ${messageOf(error)}`,
    'Close other tabs that use much memory, then try again.',
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
