import type { Context } from './context.ts';
import { digest } from './values.ts';

/** Counts tries over all processes. */
export interface Throttle {
  /** Counts one; allowed up to `limit` in a window of `windowMs` that begins with the first. The key is stored hashed. */
  hit(key: string, limit: number, windowMs: number): Promise<{ allowed: boolean; retryAfterMs: number }>;
  /** As after a log-in that was right. */
  forget(key: string): Promise<void>;
}

export function throttleStore(context: Context): Throttle {
  return {
    hit: (key, limit, windowMs) =>
      context.write(async ({ db, now }) => {
        const at = now();
        const { count, startedAt } = await db
          .insertInto('throttle')
          .values({ key: digest(key), count: 1, startedAt: at })
          .onConflict(conflict =>
            conflict.column('key').doUpdateSet(({ eb, ref, case: choose }) => {
              // A beginning that lies ahead was noted before the clock was set back.
              const within = eb.between('throttle.startedAt', at - windowMs + 1, at);
              return {
                count: choose()
                  .when(within)
                  .then(eb('throttle.count', '+', 1))
                  .else(1)
                  .end(),
                startedAt: choose().when(within).then(ref('throttle.startedAt')).else(at).end(),
              };
            }),
          )
          .returning(['count', 'startedAt'])
          .executeTakeFirstOrThrow();
        const allowed = count <= limit;
        return { allowed, retryAfterMs: allowed ? 0 : startedAt + windowMs - at };
      }),
    forget: key =>
      context.write(async ({ db }) => {
        await db.deleteFrom('throttle').where('key', '=', digest(key)).execute();
      }),
  };
}
