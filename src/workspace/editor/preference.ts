const KEY = 'handshake:editor';
const ACCESSIBLE_KEY = 'handshake:editor-accessible';

/**
 * Whether this reader works in the simple editor: by choice, or, without one, where there is only a touch screen,
 * which Monaco is not made for (its own documentation says so).
 */
export function prefersSimple(): boolean {
  const choice = stored(KEY);
  return choice === null ? matchMedia('(hover: none) and (pointer: coarse)').matches : choice === 'simple';
}

/** Whether this reader has set the full editor up for screen readers, which no browser tells a page of. */
export function prefersAccessible(): boolean {
  return stored(ACCESSIBLE_KEY) === 'on';
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Remembers the choice; in a browser that refuses to store, it holds until the page is left. */
export function rememberSimple(simple: boolean): void {
  remember(KEY, simple ? 'simple' : 'full');
}

/** As `rememberSimple`, of the full editor's setting for screen readers. */
export function rememberAccessible(on: boolean): void {
  remember(ACCESSIBLE_KEY, on ? 'on' : 'off');
}

function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Nothing is lost: the choice is already on the screen.
  }
}
