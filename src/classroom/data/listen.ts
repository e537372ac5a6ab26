import pg from 'pg';

import type { Change } from './changes.ts';
import { postgresConfig } from './dialects/postgres.ts';
import type { Live } from './live.ts';

export const CHANNEL = 'handshake_class';
/** Between two tries to connect again, in milliseconds. */
const AGAIN_MS = 500;

/**
 * Tells of every change that any process commits (LISTEN); connects again by itself when the connection is lost, and then
 * tells that something may have been missed. Gives what ends it.
 */
export async function listen(url: string, live: Live): Promise<() => Promise<void>> {
  let ended = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  const connect = async (): Promise<void> => {
    const fresh = new pg.Client(postgresConfig(url));
    fresh.on('notification', ({ payload }) => live.tell(JSON.parse(payload!) as Change));
    fresh.on('error', () => undefined); // `end` follows
    await fresh.connect();
    fresh.once('end', again);
    client = fresh;
    if (ended) return fresh.end();
    await fresh.query(`listen ${CHANNEL}`);
  };
  const again = (): void => {
    if (ended) return;
    clearTimeout(timer);
    timer = setTimeout(() => void connect().then(() => live.missed(), again), AGAIN_MS);
  };

  await connect();
  return async () => {
    ended = true;
    clearTimeout(timer);
    await client?.end();
  };
}
