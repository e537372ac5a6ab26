/** A pupil's work on one lesson, as a board shows it. Times are ms UTC by this server's clock. */
export interface Cell {
  state: 'started' | 'tried' | 'passed';
  /** Checks passed in the last Check, of how many. */
  passed: number;
  total: number;
  /** The first check that does not pass, and since when that has been so without a pass between. */
  stuck?: { check: string; since: number; outcome?: string };
  /** When something last came. */
  at: number;
}

/** What a check event says, as far as a board asks. */
export interface Tried {
  passed: boolean;
  /** Of the lesson's checks; `results` may be of fewer. */
  total: number;
  results: readonly { id: string; status: string; outcome?: string }[];
}

/** A cell after a draft or a run arrived, at `at`. A lesson once passed stays so: what follows is play. */
export function afterWork(cell: Cell | undefined, at: number): Cell {
  return cell ? { ...cell, at: Math.max(cell.at, at) } : { state: 'started', passed: 0, total: 0, at };
}

/** A cell after a Check; one of a check alone leaves the count as it was. */
export function afterCheck(cell: Cell | undefined, { passed, total, results }: Tried, at: number): Cell {
  const base = { total, at: Math.max(cell?.at ?? 0, at) };
  if (passed || cell?.state === 'passed') return { ...base, state: 'passed', passed: total };
  const whole = results.length >= total;
  const count = whole ? results.filter(({ status }) => status === 'pass').length : (cell?.passed ?? 0);
  const failing = results.find(({ status }) => status !== 'pass');
  const next: Cell = { ...base, state: 'tried', passed: count };
  if (!failing) return next;
  const since = cell?.stuck?.check === failing.id ? cell.stuck.since : at;
  const { id: check, outcome } = failing;
  return { ...next, stuck: { check, since, ...(outcome !== undefined && { outcome }) } };
}

/** A mistake that several pupils make now: the check that fails, and by which outcome where the check tells. */
export interface Mistake {
  lesson: string;
  check: string;
  outcome?: string;
  pupils: number;
}

/** What pupils are stuck on, the commonest first. */
export function commonMistakes(cells: Iterable<{ lesson: string; cell: Cell }>): Mistake[] {
  const counted = new Map<string, Mistake>();
  for (const { lesson, cell } of cells) {
    if (!cell.stuck) continue;
    const { check, outcome } = cell.stuck;
    const key = JSON.stringify([lesson, check, outcome]);
    const mistake = counted.get(key) ?? { lesson, check, ...(outcome !== undefined && { outcome }), pupils: 0 };
    counted.set(key, { ...mistake, pupils: mistake.pupils + 1 });
  }
  return [...counted.values()].sort((one, other) => other.pupils - one.pupils);
}
