/**
 * The times the machine's clock can show, in milliseconds since 1970. Its programs have 32 bits for the seconds, which
 * end on 19 January 2038: the last days are left for programs that run on, or reckon a little ahead. The lessons'
 * certificates are judged alike at every time between (VALIDITY in src/pki/profiles.ts).
 */
export const GUEST_TIME = { first: Date.UTC(2000, 0, 1), last: Date.UTC(2037, 11, 31) } as const;

/** The time in the machine when the reader's clock shows `epochMs`: the nearest that it can show. */
export function guestTime(epochMs: number): number {
  return Math.min(Math.max(epochMs, GUEST_TIME.first), GUEST_TIME.last);
}
