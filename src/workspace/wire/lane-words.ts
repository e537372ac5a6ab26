import { fill } from '../../i18n/fill.ts';
import type { WireWords } from '../../i18n/wire-words.ts';
import type { Lane } from './lanes.ts';

/** An end by its part in the conversation, and by its port. */
export function laneName({ side, ends }: Lane, { page }: WireWords): string {
  const [first] = ends;
  if (!first?.address) return page[side];
  if (ends.length > 1) return fill(page.several, { n: ends.length, side: page[side] });
  return fill(page.end, { side: page[side], port: first.port });
}

/** The same, with whom it says it is. */
export function laneLabel(lane: Lane, words: WireWords): string {
  const name = laneName(lane, words);
  return lane.claims ? fill(words.page.claims, { end: name, name: lane.claims }) : name;
}
