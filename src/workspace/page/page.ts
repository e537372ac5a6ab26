import { effect } from '@preact/signals';

import { isMetered } from '../../runtimes/metered.ts';
import { waitsForClick } from '../../runtimes/pool/preference.ts';
import type { Env } from '../model/env.ts';
import type { Model } from '../model/model.ts';

/** Keeps `<html data-runtime data-runtime-status>` true: other parts of the page, and tests, read it. */
export function showRuntime({ session }: Model, signal: AbortSignal): void {
  const root = document.documentElement;
  const stop = effect(() => {
    const { status, name, trouble } = session.machine.state.value;
    const none = trouble?.code === 'image-missing' || trouble?.code === 'not-supported';
    // Until a runtime is chosen, what the page was built with stands there.
    if (none || name) root.dataset.runtime = none ? 'none' : name;
    root.dataset.runtimeStatus = status;
  });
  signal.addEventListener('abort', stop);
}

/** Nothing typed and nothing shown is lost when the page goes away, and nothing runs on behind it. */
export function watchPage(model: Model, signal: AbortSignal): void {
  const { code, session } = model;
  const keep = (): void => {
    code.flush();
    model.keepShown();
  };
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.hidden) keep();
    },
    { signal },
  );
  window.addEventListener(
    'pagehide',
    event => {
      keep();
      if (event.persisted) void session.stop();
      else void session.dispose();
    },
    { signal },
  );
  window.addEventListener(
    'pageshow',
    event => {
      if (event.persisted) code.refresh();
    },
    { signal },
  );
}

/** Asks before the page goes with code that nothing has kept. Only then: the listener alone may cost the way back. */
export function askBeforeLoss(model: Model, signal: AbortSignal): void {
  const ask = (event: Event): void => {
    if (model.losesCode()) event.preventDefault();
  };
  const stop = effect(() => {
    if (model.risky.value) window.addEventListener('beforeunload', ask, { signal });
    else window.removeEventListener('beforeunload', ask);
  });
  signal.addEventListener('abort', stop);
}

/**
 * Fetches and starts the machine while the reader reads: once the bench is in sight, which on a small screen is when they
 * open it or come to it, and never on a metered line.
 */
export function warmWhenIdle(
  { session, props }: Model,
  env: Pick<Env, 'runtimeWaits'>,
  bench: Element,
  signal: AbortSignal,
): void {
  // What the lesson before has left costs nothing to take up, and is thrown away when nobody does.
  if (env.runtimeWaits()) session.machine.ready().catch(() => {});
  if (isMetered() || (props.runtimes && waitsForClick(props.runtimes))) return;
  const warm = (): void => {
    if (!signal.aborted) void session.warm();
  };
  const seen = new IntersectionObserver(entries => {
    if (!entries.some(entry => entry.isIntersecting)) return;
    seen.disconnect();
    if (typeof requestIdleCallback === 'function') requestIdleCallback(warm, { timeout: 3_000 });
    else setTimeout(warm, 500);
  });
  seen.observe(bench);
  signal.addEventListener('abort', () => seen.disconnect());
}
