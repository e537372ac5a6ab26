/** Sets up what a page's scripts do with its elements; `signal` says that another takes its place. */
type SetUp = (signal: AbortSignal) => void;

const setUps: SetUp[] = [];
let page = new AbortController();

/** Calls it now, and again for each page that is put into this one's place (next-lesson.client.ts). */
export function onEachPage(setUp: SetUp): void {
  setUps.push(setUp);
  setUp(page.signal);
}

/** Ends what was set up, lets `replace` put another page here, and sets that one up. */
export function turnPage(replace: () => void): void {
  page.abort();
  page = new AbortController();
  replace();
  for (const setUp of setUps) setUp(page.signal);
}
