import { guestTime } from '../../emulator/guest-time.ts';

/** A reader's clock that is wrong, or past what the machine can show. Times in milliseconds since 1970. */
export interface OddClock {
  says: number;
  /** It is behind the site's build. */
  behind: boolean;
  /** What the machine shows instead, where it cannot show that. */
  shown?: number;
}

/** The clock of the computer that built the site may itself be a little ahead. */
const TOLERANCE_MS = 24 * 60 * 60 * 1000;

/** What is odd about a clock that says `now`, on a site built at `builtAt`; undefined when nothing is. */
export function oddClock(now: number, builtAt: number): OddClock | undefined {
  const behind = now < builtAt - TOLERANCE_MS;
  const shown = guestTime(now);
  if (!behind && shown === now) return undefined;
  return { says: now, behind, ...(shown !== now && { shown }) };
}

const KEY = 'handshake:clock-told';

/** Whether the reader was told of the clock in this tab and closed the news. */
export function wasTold(): boolean {
  try {
    return sessionStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}

/** Remembers that, until the tab is closed; in a browser that refuses to store, until the lesson is left. */
export function rememberTold(): void {
  try {
    sessionStorage.setItem(KEY, '1');
  } catch {
    // The news comes again with the next lesson.
  }
}
