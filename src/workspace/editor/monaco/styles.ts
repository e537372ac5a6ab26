const sheets: string[] = [];

/** Called by Monaco's modules in a built site, where vite/monaco-styles.ts has put the calls. */
export function addStyle(css: string): void {
  sheets.push(css);
}

/** Puts Monaco's style sheets into the page, after the site's own. */
export function applyStyles(): void {
  const style = document.createElement('style');
  style.dataset.for = 'monaco';
  style.textContent = sheets.join('\n');
  document.head.append(style);
}
