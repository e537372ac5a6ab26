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

/** In a word: who it is in the lesson, or says that it is. */
export function laneTitle({ named, claims, side }: Lane, { page }: WireWords): string {
  return named ?? claims ?? page[side];
}

/** The same, with who it is in the lesson and whom it says it is. */
export function laneLabel(lane: Lane, words: WireWords): string {
  const end = laneName(lane, words);
  const name = lane.named ? `${lane.named} (${end})` : end;
  return lane.claims ? fill(words.page.claims, { end: name, name: lane.claims }) : name;
}
