/** Something that can be searched for, and where it is. */
export interface Place {
  href: string;
  /** What it is called: a lesson's title, a heading, a term. */
  text: string;
  /** What it is part of. */
  within: string;
  /** More words to find it by. */
  also?: string;
}

/**
 * The places that have all words of a query, best first: those called so, then those that say so in their name, then
 * the rest, each in teaching order. Parts of words count: Korean hangs its particles on them.
 */
export function find(places: readonly Place[], query: string, most = 12): Place[] {
  const wanted = plain(query);
  const words = wanted.split(' ').filter(Boolean);
  if (words.length === 0) return [];
  const rank = (place: Place): number => {
    const name = plain(place.text);
    if (name.startsWith(wanted)) return 0;
    if (words.every(word => name.includes(word))) return 1;
    const all = plain(`${place.text} ${place.within} ${place.also ?? ''}`);
    return words.every(word => all.includes(word)) ? 2 : Infinity;
  };
  return places
    .map(place => ({ place, at: rank(place) }))
    .filter(({ at }) => at < Infinity)
    .sort((one, other) => one.at - other.at)
    .slice(0, most)
    .map(({ place }) => place);
}

/** As it is compared: composed Hangul, no capitals, single spaces (UAX 15, NFKC). */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ');
}
