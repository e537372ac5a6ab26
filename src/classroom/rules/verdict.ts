/** What became of something handed in, when the server has run it again: the data's own words. */
export type Verdict = 'queued' | 'grading' | 'verified' | 'not_verified' | 'error';

interface HandedIn {
  status: Verdict;
  /** Order of arrival. */
  seq: number;
}

/** What holds of a lesson: a verified pass stays one, whatever is handed in after it; else what became of the newest. */
export function verdictOf(handedIn: readonly HandedIn[]): Verdict | undefined {
  if (handedIn.some(({ status }) => status === 'verified')) return 'verified';
  return inOrder(handedIn).at(-1)?.status;
}

/**
 * The one whose time of arrival counts: the first that is verified, so that no forged pass keeps a place before a deadline;
 * until there is one, the first.
 */
export function countedFor<T extends HandedIn>(handedIn: readonly T[]): T | undefined {
  const ordered = inOrder(handedIn);
  return ordered.find(({ status }) => status === 'verified') ?? ordered[0];
}

function inOrder<T extends HandedIn>(handedIn: readonly T[]): T[] {
  return [...handedIn].sort((one, other) => one.seq - other.seq);
}
