/** When work on something is due: for the class, and for a pupil who was given longer. Times are ms UTC. */
export interface Due {
  due: number | null;
  extended?: number | null;
}

/** The time that holds for a pupil: an extension never takes time away. Null is no deadline. */
export function dueFor({ due, extended }: Due): number | null {
  if (due === null) return null;
  return extended === null || extended === undefined ? due : Math.max(due, extended);
}

/** How late a submission is, in ms; 0 for one in time, to the millisecond. */
export function lateBy(submitted: number, deadline: Due): number {
  const due = dueFor(deadline);
  return due === null ? 0 : Math.max(0, submitted - due);
}
