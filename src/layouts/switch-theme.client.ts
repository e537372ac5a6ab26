import { remember } from './remember.client.ts';

/**
 * The button turns to the other scheme and remembers it; turning back to what the system asks for forgets it, so
 * that the page follows the system again. Says so with a `themechange` event on the document.
 */
export function switchTheme(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const system = () => (dark.matches ? 'dark' : 'light');
  document.querySelector('[data-theme-switch]')?.addEventListener('click', () => {
    const root = document.documentElement;
    const next = (root.dataset.theme ?? system()) === 'dark' ? 'light' : 'dark';
    if (next === system()) delete root.dataset.theme;
    else root.dataset.theme = next;
    remember('theme', root.dataset.theme ?? null);
    document.dispatchEvent(new Event('themechange'));
  });
}
