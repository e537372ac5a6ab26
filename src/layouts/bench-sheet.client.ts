import { onEscape } from '../ui/escape.ts';

/**
 * On a small screen the bench opens over the text, so that closing it leads back to the same sentence. It has an entry of
 * its own in the history: Back closes it and stays in the lesson. Without this script the same link jumps down to the
 * bench.
 */
export function benchSheet(signal: AbortSignal): void {
  const root = document.documentElement;
  const bench = document.querySelector<HTMLElement>('#bench');
  const opener = document.querySelector<HTMLElement>('[data-bench-open]');
  const closer = bench?.querySelector<HTMLElement>('[data-bench-close]');
  if (!bench || !opener || !closer) return;
  const behind = [...document.querySelectorAll<HTMLElement>('.skip-link, .site-header, #text')];
  const wide = matchMedia('(width >= 64rem)');

  const show = () => {
    root.dataset.sheet = 'open';
    for (const element of behind) element.inert = true;
    closer.focus();
  };
  const hide = () => {
    if (root.dataset.sheet !== 'open') return;
    delete root.dataset.sheet;
    for (const element of behind) element.inert = false;
    opener.focus({ preventScroll: true });
  };
  const followHistory = () => (isSheet(history.state) && !wide.matches ? show() : hide());
  const close = () => {
    hide();
    if (isSheet(history.state)) history.back();
  };

  opener.addEventListener('click', event => {
    event.preventDefault();
    history.pushState({ sheet: 'open' }, '');
    show();
  });
  closer.addEventListener('click', close);
  wide.addEventListener('change', close, { signal });
  addEventListener('popstate', followHistory, { signal });
  onEscape(close, signal);
  signal.addEventListener('abort', () => {
    delete root.dataset.sheet;
  });
  // After a reload, or on the way back from another page, the sheet is as the entry has it.
  followHistory();
}

/** Whether an entry of the history is the bench's. */
function isSheet(state: unknown): boolean {
  return (state as { sheet?: unknown } | null)?.sheet === 'open';
}
