import { turnPage } from './page-lifecycle.client.ts';
import { createShownPage, type ShownPage } from './document-swap.client.ts';

const LESSON = /^\/[a-z]{2}\/[^/]+\/[^/]+\/(twin\/)?$/;

/**
 * Goes from a lesson to another without leaving the document, so that the machine of this page stays up (decision
 * 008). The Navigation API leaves history, scroll position and focus to the browser. A browser without it, a page of
 * another build or a line that fails gets a full load, as every other link of the site.
 */
export function keepPageForLessons(): void {
  const { navigation } = window as { navigation?: Navigation };
  if (!navigation) return;
  const shown = createShownPage();
  let latest = new AbortController();

  navigation.addEventListener('navigate', event => {
    // What goes nowhere does not break off what is on its way.
    if (event.hashChange || event.downloadRequest !== null) return;
    latest.abort();
    latest = new AbortController();
    delete document.documentElement.dataset.turning;
    const { signal } = latest;
    const { info } = event as { info: unknown };
    if (info instanceof Document) event.intercept({ handler: async () => turnPage(() => shown.replace(info)) });
    else if (!leadsToLesson(event)) return;
    else if (event.navigationType === 'traverse') {
      event.intercept({ handler: () => goBack(event.destination.url, shown, signal) });
    } else if (event.cancelable) {
      // Not before the next lesson is here does its address stand in the browser, and this one stays usable.
      event.preventDefault();
      void goOn(navigation, event.destination.url, event.navigationType, shown, signal);
    }
  });
}

/** Whether this navigation goes to a lesson that could be shown in this document. */
function leadsToLesson(event: NavigateEvent): boolean {
  const { pathname } = new URL(event.destination.url);
  return (
    event.canIntercept &&
    event.info !== 'whole' &&
    event.navigationType !== 'reload' &&
    !event.formData &&
    LESSON.test(pathname) &&
    pathname !== location.pathname
  );
}

async function goOn(
  navigation: Navigation,
  url: string,
  type: NavigationType,
  shown: ShownPage,
  signal: AbortSignal,
): Promise<void> {
  document.documentElement.dataset.turning = '';
  const page = await fetchPage(url, 'default', signal).catch(() => undefined);
  if (signal.aborted) return;
  const fits = page !== undefined && shown.fits(page);
  const { committed, finished } = navigation.navigate(url, {
    history: type === 'replace' ? 'replace' : 'push',
    info: fits ? page : 'whole',
  });
  // Broken off by the next navigation, which is nothing to complain of.
  for (const promise of [committed, finished]) promise?.catch(() => {});
}

/** The address has changed already: what it names has to come, if need be by a full load. */
async function goBack(url: string, shown: ShownPage, signal: AbortSignal): Promise<void> {
  const page = await fetchPage(url, 'force-cache', signal).catch(() => undefined);
  if (signal.aborted) return;
  if (page && shown.fits(page)) turnPage(() => shown.replace(page));
  else location.reload();
}

/** `force-cache` is what browsers do for their Back button: the page as it was, without asking whether it has changed. */
async function fetchPage(url: string, cache: RequestCache, signal: AbortSignal): Promise<Document | undefined> {
  const response = await fetch(url, { cache, signal });
  const isPage = response.headers.get('content-type')?.startsWith('text/html');
  if (!response.ok || response.redirected || !isPage) return undefined;
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}
