import { isMetered } from '../../runtimes/metered.ts';

/**
 * Calls back once, when the element is about to be needed: it is on the screen and the browser has nothing
 * better to do, or the reader touches it or comes to it by keyboard. Gives a function that calls it off.
 */
export function whenWanted(element: HTMLElement, start: () => void): () => void {
  const off = new AbortController();
  const begin = () => {
    if (off.signal.aborted) return;
    off.abort();
    start();
  };
  for (const type of ['focusin', 'pointerdown']) element.addEventListener(type, begin, { signal: off.signal });
  const seen = new IntersectionObserver(entries => {
    if (!entries.some(entry => entry.isIntersecting)) return;
    seen.disconnect();
    // On a metered line the editor comes on the first touch, not before.
    if (!isMetered()) whenIdle(begin, off.signal);
  });
  seen.observe(element);
  off.signal.addEventListener('abort', () => seen.disconnect());
  return () => off.abort();
}

function whenIdle(run: () => void, signal: AbortSignal): void {
  if (typeof requestIdleCallback === 'function') {
    const id = requestIdleCallback(run, { timeout: 5_000 });
    signal.addEventListener('abort', () => cancelIdleCallback(id));
  } else {
    // Safari until lately: a moment after the page has settled.
    const id = setTimeout(run, 500);
    signal.addEventListener('abort', () => clearTimeout(id));
  }
}
