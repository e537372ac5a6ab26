import { dueFor } from '../rules/deadline.ts';
import type { Times } from '../server/views.ts';

/**
 * When a lesson is due for a pupil, whose extensions alone are in `times`: what is said of the lesson, and else of its
 * chapter; `own` where that is an extension.
 */
export function dueOf(
  { deadlines, extensions }: Times,
  units: readonly string[],
): { due: number | null; own: boolean } {
  for (const unit of units) {
    const due = deadlines.find(one => one.unit === unit)?.dueAt;
    if (due === undefined) continue;
    const extended = extensions.find(one => one.unit === unit)?.dueAt ?? null;
    const holds = dueFor({ due, extended });
    return { due: holds, own: holds !== due };
  }
  return { due: null, own: false };
}
