/** Keeps a small choice of the reader; a browser that refuses storage keeps it until the page is left. */
export function remember(name: 'lang' | 'theme' | 'split', value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`handshake/${name}`);
    else localStorage.setItem(`handshake/${name}`, value);
  } catch {
    // Refused or full: the choice still holds on this page.
  }
}
