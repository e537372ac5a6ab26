/** When a chapter is open; null on either side is no bound. Times are ms UTC. */
export interface Opening {
  chapter: string;
  opensAt: number | null;
  closesAt: number | null;
}

/** Whether a chapter can be worked on at a moment; one of which nothing is said can. */
export function isOpenAt(openings: readonly Opening[], chapter: string, now: number): boolean {
  const opening = openings.find(one => one.chapter === chapter);
  if (!opening) return true;
  return (opening.opensAt ?? -Infinity) <= now && now < (opening.closesAt ?? Infinity);
}
