/** How long things took here before, in ms; `WHOLE` is all checks of a lesson, from Check to the last verdict. */
export interface UsualTimes {
  of(name: string): number | undefined;
  note(name: string, ms: number): void;
}

export const WHOLE = '';

/** What is read counts half: a computer that is slow once is soon believed to be fast again. */
const NEWEST = 0.5;
const MOST_MS = 600_000;

/** The usual times of one lesson, remembered in this browser; one that refuses to store remembers as long as the page. */
export function usualTimes(slug: string, storage = () => localStorage): UsualTimes {
  const key = `handshake/times/${slug}`;
  let times: Record<string, number> | undefined;
  const known = (): Record<string, number> => (times ??= read(key, storage));
  return {
    of: name => known()[name],
    note(name, ms) {
      const before = known()[name] ?? ms;
      known()[name] = Math.round(before + NEWEST * (ms - before));
      try {
        storage().setItem(key, JSON.stringify(known()));
      } catch {
        // It is only a hint.
      }
    },
  };
}

function read(key: string, storage: () => Storage): Record<string, number> {
  const times: Record<string, number> = Object.create(null) as Record<string, number>;
  try {
    const kept = JSON.parse(storage().getItem(key) ?? '{}') as Record<string, unknown>;
    for (const [name, ms] of Object.entries(kept)) {
      if (typeof ms === 'number' && ms >= 0 && ms < MOST_MS) times[name] = ms;
    }
  } catch {
    // Nothing is known then.
  }
  return times;
}
