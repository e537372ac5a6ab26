/** Ms between two looks: a room of pupils moves all the time, and half a second is live. */
const BETWEEN = 500;

/**
 * Keeps a board as the server has it: who has moved comes as server-sent events, and their rows are then asked for and
 * put in place of the old ones. The page stands whole without it.
 */
export function followBoard(): void {
  const address = location.pathname.replace(/projector\/$/, '');
  const moved = new Set<string>();
  let looking: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    while (moved.size > 0) {
      const only = moved.has('all') || location.pathname !== address ? [] : [...moved];
      moved.clear();
      if (!(await swap(only))) moved.add('all');
      await new Promise(resolve => setTimeout(resolve, BETWEEN));
    }
    looking = undefined;
  };
  const add = (pupils: readonly string[]): void => {
    for (const pupil of pupils) moved.add(pupil);
    looking ??= look();
  };
  const source = new EventSource(`${address}live/`);
  source.onmessage = ({ data }: MessageEvent<string>) => {
    const told = JSON.parse(data) as 'all' | string[];
    add(told === 'all' ? ['all'] : told);
  };
  source.onopen = () => {
    say('liveOn');
    // What moved since the page was made, or while nothing was heard.
    add(['all']);
  };
  source.onerror = () => say('liveLost');
  // How long somebody is stuck goes on by itself.
  const minute = setInterval(() => void (document.hidden || add(['all'])), 60_000);
  addEventListener(
    'pagehide',
    () => {
      source.close();
      clearInterval(minute);
    },
    { once: true },
  );
  addEventListener('pageshow', ({ persisted }: PageTransitionEvent) => void (persisted && location.reload()));
}

function say(what: 'liveOn' | 'liveLost'): void {
  const status = document.querySelector<HTMLElement>('[data-live-state] [role=status]');
  if (status) status.textContent = status.dataset[what] ?? '';
}

/** Takes the server's own rows for these pupils, or everything; false where it must be everything, next time. */
async function swap(pupils: readonly string[]): Promise<boolean> {
  const query = pupils.length > 0 ? `?only=${pupils.join()}` : '';
  const answer = await fetch(location.pathname + query).catch(() => undefined);
  // Without a log-in, the page itself says so.
  if (answer?.redirected) return (location.reload(), true);
  if (!answer?.ok) return false;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  replace(fresh, 'mistakes');
  if (query === '') return replace(fresh, 'rows');
  const columns = (root: ParentNode) => root.querySelector<HTMLElement>('[data-columns]')?.dataset['columns'];
  if (columns(fresh) !== columns(document)) return false;
  return pupils.every(pupil => replace(fresh, pupil));
}

/** Puts the fresh one in the place of what is shown; focus stays where it was. */
function replace(fresh: Document, name: string): boolean {
  const find = (root: ParentNode) =>
    [...root.querySelectorAll<HTMLElement>('[data-live]')].find(({ dataset }) => dataset['live'] === name);
  const [old, next] = [find(document), find(fresh)];
  if (!old || !next) return false;
  const focused = old.contains(document.activeElement) ? document.activeElement?.getAttribute('href') : undefined;
  old.replaceWith(document.adoptNode(next));
  if (focused) next.querySelector<HTMLElement>(`a[href="${CSS.escape(focused)}"]`)?.focus();
  return true;
}
