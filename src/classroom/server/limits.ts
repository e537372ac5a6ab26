import type { Stores, StoreSet } from '../data/index.server.ts';
import { Problem } from './http/problem.ts';

const MINUTE = 60_000;

/** Tries in a window of ms. A room of pupils may share one address, so an address gets more than a name. */
const LIMITS = {
  'log-in': { perName: [10, 15 * MINUTE], perAddress: [100, 15 * MINUTE] },
  return: { perName: [10, 15 * MINUTE], perAddress: [300, 15 * MINUTE] },
  // A whole university may be behind one address.
  university: { perName: undefined, perAddress: [2000, 15 * MINUTE] },
  lti: { perName: undefined, perAddress: [10_000, 15 * MINUTE] },
  passkey: { perName: undefined, perAddress: [300, 15 * MINUTE] },
  join: { perName: undefined, perAddress: [300, 15 * MINUTE] },
} as const;

/** Counts a try before it is looked at; rejects with 429 where there were too many. Gives what forgets it when it was right. */
export async function countTry(
  stores: Stores,
  what: keyof typeof LIMITS,
  { address, name }: { address: string; name?: string },
): Promise<() => Promise<void>> {
  const { perName, perAddress } = LIMITS[what];
  await hit(stores, `${what} from ${address}`, perAddress);
  // By address too: else anybody could lock somebody out.
  const key = `${what} of ${name} from ${address}`;
  if (perName && name !== undefined) await hit(stores, key, perName);
  return async () => {
    if (perName && name !== undefined) await stores.throttle.forget(key);
  };
}

/** Passes that a pupil may hand in within an hour: each costs the machine some seconds, and nobody honest has as many. */
export const HANDED_IN_AN_HOUR = 200;

/** Counts a pass that a pupil hands in; false where it is not to be graded, for there were too many. */
export async function mayHandIn({ throttle }: Pick<StoreSet, 'throttle'>, userId: string): Promise<boolean> {
  return (await throttle.hit(`handed in by ${userId}`, HANDED_IN_AN_HOUR, 60 * MINUTE)).allowed;
}

async function hit(stores: Stores, key: string, [limit, window]: readonly [number, number]): Promise<void> {
  const { allowed, retryAfterMs } = await stores.throttle.hit(key, limit, window);
  if (!allowed) throw new Problem(429, retryAfterMs);
}
