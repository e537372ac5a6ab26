import { quietly } from '../../progress/index.ts';

/** Where a reader was in a lesson's text: so many headings down, and how much of the way to the next. */
const KEY = 'handshake/place';
/** A language is switched at once; who comes back later begins where the page begins. */
const STILL_MS = 15_000;

interface Place {
  slug: string;
  lang: string;
  at: number;
  time: number;
}

/**
 * In the other language the same lesson opens at the place where it was left: by its headings, since its lengths differ.
 * A reload needs nothing of it, as browsers keep their place themselves.
 */
export function keepPlace({ slug, lang }: Pick<Place, 'slug' | 'lang'>, signal: AbortSignal): void {
  const before = readPlace();
  if (before && before.slug === slug && before.lang !== lang && Date.now() - before.time < STILL_MS) {
    void comeBack(before.at, signal);
  }
  const keep = (): void => {
    const place: Place = { slug, lang, at: placeOf(scrollY, marks()), time: Date.now() };
    quietly(() => sessionStorage.setItem(KEY, JSON.stringify(place)), undefined);
  };
  signal.addEventListener('abort', keep);
  window.addEventListener('pagehide', keep, { signal });
}

/** After the browser has gone to the top, as it does when a navigation within the document ends; not against the reader. */
async function comeBack(at: number, signal: AbortSignal): Promise<void> {
  const { navigation } = window as { navigation?: Navigation };
  await navigation?.transition?.finished.catch(() => {});
  if (signal.aborted || scrollY > 0 || location.hash) return;
  scrollTo({ top: topOf(at, marks()), behavior: 'instant' });
}

/** The tops of the page's beginning, of each heading of the text, and of its end, in CSS pixels. */
function marks(): number[] {
  const headings = [...document.querySelectorAll<HTMLElement>('#text :is(h2, h3)')];
  const tops = headings.map(heading => heading.getBoundingClientRect().top + scrollY);
  return [0, ...tops, document.documentElement.scrollHeight];
}

/** Which part of the text is at this height, and how much of it is above. */
export function placeOf(top: number, tops: readonly number[]): number {
  const part = Math.max(
    0,
    tops.findLastIndex(mark => mark <= top),
  );
  const height = (tops[part + 1] ?? top) - tops[part]!;
  return part + (height > 0 ? Math.min(0.999, (top - tops[part]!) / height) : 0);
}

/** The height at which that place is. */
export function topOf(place: number, tops: readonly number[]): number {
  const part = Math.min(Math.floor(place), tops.length - 2);
  return tops[part]! + Math.min(1, place - part) * (tops[part + 1]! - tops[part]!);
}

function readPlace(): Place | undefined {
  const kept = quietly<Partial<Place> | null>(
    () => JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Partial<Place> | null,
    null,
  );
  const { slug, lang, at, time } = kept ?? {};
  if (typeof slug !== 'string' || typeof lang !== 'string') return undefined;
  return typeof at === 'number' && at >= 0 && typeof time === 'number' ? { slug, lang, at, time } : undefined;
}
