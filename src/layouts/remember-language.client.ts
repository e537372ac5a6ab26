import { remember } from './remember.client.ts';

/** A language chosen by its link is where the root page leads from then on. */
export function rememberLanguage(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-language]')) {
    link.addEventListener('click', () => remember('lang', link.dataset.language!));
  }
}
