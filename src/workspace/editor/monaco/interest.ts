const { promise, resolve } = Promise.withResolvers<void>();

/**
 * Resolves when the reader first comes to the code, by pointer or keyboard. What explains Node is the heaviest part
 * of all; whoever only reads the lesson, or runs it as it is, never needs it.
 */
export const interest: Promise<void> = promise;

/** Takes the reader's coming to this element for interest in the code. */
export function watchForInterest(element: HTMLElement): void {
  for (const type of ['pointermove', 'pointerdown', 'focusin']) {
    element.addEventListener(type, () => resolve(), { once: true, passive: true });
  }
}
