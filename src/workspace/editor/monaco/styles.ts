const sheets: string[] = [];

/** Monaco would take the system's faces for its own boxes. Its styles are in no layer, so only one of them can win here. */
const OVER_MONACO = `
.editor :is(.monaco-editor, .monaco-diff-editor) {
  --monaco-monospace-font: var(--mono);
  font-family: var(--sans);
}`;

/** Called by Monaco's modules in a built site, where vite/monaco-styles.ts has put the calls. */
export function addStyle(css: string): void {
  sheets.push(css);
}

/** Puts Monaco's style sheets into the page, after the site's own. */
export function applyStyles(): void {
  const style = document.createElement('style');
  style.dataset.for = 'monaco';
  style.textContent = [...sheets, OVER_MONACO].join('\n');
  document.head.append(style);
}
