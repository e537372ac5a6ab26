/** What the reader has made of the bench; public/boot.js puts the same back before the first paint. */
export type Kept =
  'code-height' | 'code-width' | 'lower' | 'code-size' | 'wrap' | 'wire' | 'terminal' | 'terminal-reader';

/** Null where nothing is kept, or the browser keeps nothing. */
export function kept(name: Kept): string | null {
  try {
    return localStorage.getItem(`handshake/${name}`);
  } catch {
    return null;
  }
}

/** Keeps it in this browser; one that refuses storage has it until the page is left. */
export function keep(name: Kept, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`handshake/${name}`);
    else localStorage.setItem(`handshake/${name}`, value);
  } catch {
    // Refused or full: it still holds on this page.
  }
}
