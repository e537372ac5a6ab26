import { effect } from '@preact/signals';

import type { Model } from '../model/model.ts';
import { carriesCode } from '../share/code-link.ts';

/**
 * Offers what the page's address carries, now and when another such address is put in its place; the address is an
 * ordinary one again once the reader has decided. On a small screen it opens the bench, where the question stands.
 */
export function codeFromLink(model: Model, signal: AbortSignal): void {
  const take = (): void => {
    if (carriesCode(location.hash)) void model.link.take(location.hash);
  };
  window.addEventListener('hashchange', take, { signal });
  take();
  let asked = false;
  const stop = effect(() => {
    const offered = model.link.offered.value !== undefined;
    if (offered && !asked) openSheet();
    if (!offered && asked && carriesCode(location.hash)) {
      history.replaceState(history.state, '', location.pathname + location.search);
    }
    asked = offered;
  });
  signal.addEventListener('abort', stop);
}

function openSheet(): void {
  const opener = document.querySelector<HTMLElement>('[data-bench-open]');
  if (opener && opener.getClientRects().length > 0 && document.documentElement.dataset.sheet !== 'open') opener.click();
}
