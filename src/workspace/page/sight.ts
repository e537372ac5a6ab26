/** How much of a panel must be on the screen for it not to be moved, in CSS pixels. */
const ENOUGH = 120;

/** Scrolls to what the reader has just asked for, unless enough of it is in sight already. */
export function bringIntoSight(panel: Element | null | undefined, enough = ENOUGH): void {
  if (!panel) return;
  const { top, bottom } = panel.getBoundingClientRect();
  if (top >= 0 && Math.min(bottom, innerHeight) - top >= Math.min(enough, bottom - top)) return;
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  panel.scrollIntoView({ block: 'start', behavior: calm ? 'auto' : 'smooth' });
}
