import { signal, type ReadonlySignal } from '@preact/signals';

import { onEscape } from '../../ui/escape.ts';

/** Whether the bench has the whole window, and how it gets and leaves it. */
export interface WholeWindow {
  on: ReadonlySignal<boolean>;
  set(on: boolean): void;
}

/**
 * Tells the page by `<html data-bench="whole">` that the text is to make room, for as long as this lesson is open. Escape
 * brings the text back where the reader was in it, and so does every link into it.
 */
export function createWholeWindow(gone: AbortSignal): WholeWindow {
  const on = signal(false);
  const { dataset } = document.documentElement;
  let place = 0;
  const set = (wanted: boolean): void => {
    if (wanted === on.peek()) return;
    on.value = wanted;
    if (wanted) {
      place = scrollY;
      dataset.bench = 'whole';
    } else {
      delete dataset.bench;
      scrollTo({ top: place, behavior: 'instant' });
    }
  };
  const leave = (): void => set(false);
  onEscape(leave, gone);
  document.addEventListener(
    'click',
    ({ target }) => {
      const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href^="#"]') : null;
      const leadsTo = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (leadsTo?.closest('#text')) leave();
    },
    { signal: gone },
  );
  gone.addEventListener('abort', () => {
    delete dataset.bench;
  });
  return { on, set };
}
