/** In pixels, as wire.css has it: only the rows in sight are there. */
export const ROW = 30;
const AROUND = 8;

/** In pixels: how far a list scrolls before other rows are put in the document. At most half of those around are out of it. */
const STEP = (ROW * AROUND) / 2;

/** Where a list counts as scrolled to: the same for all places within a step. */
export const stepOf = (top: number): number => Math.floor(top / STEP) * STEP;

/** The rows that are in the document: those in sight, some around them, and the one that has the focus. */
export function rowsInSight(top: number, height: number, all: number, focused: number): number[] {
  const from = Math.max(0, Math.floor(top / ROW) - AROUND);
  const to = Math.min(all, Math.ceil((top + height) / ROW) + AROUND);
  const shown = Array.from({ length: Math.max(0, to - from) }, (_, n) => from + n);
  // A row that has the focus and goes takes the focus with it; so does one that moves in the document.
  if (focused < 0 || focused >= all || shown.includes(focused)) return shown;
  return focused < from ? [focused, ...shown] : [...shown, focused];
}

/** How far to scroll from `top` so that this row is in sight, below a head that stays where it is. */
export function scrolledTo(row: number, top: number, height: number): number {
  return Math.min(Math.max(top, (row + 1) * ROW - height), row * ROW);
}

const MOVES: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: at => at + 1,
  ArrowUp: at => at - 1,
  PageDown: at => at + 10,
  PageUp: at => at - 10,
  Home: () => 0,
  End: (_, last) => last,
};

/** Where a key leads from this row; undefined where it is not one of ours. */
export function rowAfterKey(key: string, at: number, last: number): number | undefined {
  const move = MOVES[key];
  return move && Math.max(0, Math.min(last, move(at, last)));
}
