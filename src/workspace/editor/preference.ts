const KEY = 'handshake:editor';

/**
 * Whether this reader works in the simple editor: by choice, or, without one, where there is only a touch screen,
 * which Monaco is not made for (its own documentation says so).
 */
export function prefersSimple(): boolean {
  const choice = storedChoice();
  return choice === null ? matchMedia('(hover: none) and (pointer: coarse)').matches : choice === 'simple';
}

function storedChoice(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Remembers the choice; in a browser that refuses to store, it holds until the page is left. */
export function rememberSimple(simple: boolean): void {
  try {
    localStorage.setItem(KEY, simple ? 'simple' : 'full');
  } catch {
    // Nothing is lost: the choice is already on the screen.
  }
}
