const { promise, resolve } = Promise.withResolvers<void>();
const news = new EventTarget();
let shown = false;

/**
 * Resolves when the reader first comes to the code, by pointer or keyboard. What explains Node is the heaviest part
 * of all; whoever only reads the lesson, or runs it as it is, never needs it.
 */
export const interest: Promise<void> = promise;

/** The same for one that may be gone before it comes: a promise would hold on to it, and to its page, until then. */
export function onInterest(call: () => void, signal: AbortSignal): void {
  if (shown) call();
  else news.addEventListener('interest', call, { once: true, signal });
}

/** Takes the reader's coming to this element for interest in the code. */
export function watchForInterest(element: HTMLElement): void {
  for (const type of ['pointermove', 'pointerdown', 'focusin']) {
    element.addEventListener(type, tell, { once: true, passive: true });
  }
}

function tell(): void {
  shown = true;
  resolve();
  news.dispatchEvent(new Event('interest'));
}
