/**
 * On a small screen the bench opens over the text, so that closing it leads back to the same sentence. Without
 * this script the same link jumps down to the bench.
 */
export function benchSheet(signal: AbortSignal): void {
  const root = document.documentElement;
  const bench = document.querySelector<HTMLElement>('#bench');
  const opener = document.querySelector<HTMLElement>('[data-bench-open]');
  const closer = bench?.querySelector<HTMLElement>('[data-bench-close]');
  if (!bench || !opener || !closer) return;
  const behind = [...document.querySelectorAll<HTMLElement>('.skip-link, .site-header, #text')];
  const wide = matchMedia('(width >= 64rem)');

  const open = () => {
    root.dataset.sheet = 'open';
    for (const element of behind) element.inert = true;
    closer.focus();
  };
  const close = () => {
    if (root.dataset.sheet !== 'open') return;
    delete root.dataset.sheet;
    for (const element of behind) element.inert = false;
    opener.focus({ preventScroll: true });
  };

  opener.addEventListener('click', event => {
    event.preventDefault();
    open();
  });
  closer.addEventListener('click', close);
  wide.addEventListener('change', close, { signal });
  document.addEventListener(
    'keydown',
    event => {
      // In the editor Escape has a meaning of its own: it lets Tab leave.
      const editing =
        event.target instanceof Element && event.target.closest('textarea, input, [contenteditable], .monaco-editor');
      if (event.key === 'Escape' && !event.defaultPrevented && !editing) close();
    },
    { signal },
  );
  signal.addEventListener('abort', () => {
    delete root.dataset.sheet;
  });
}
