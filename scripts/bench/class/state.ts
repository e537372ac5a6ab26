import { sql } from 'kysely';

import type { OpenedDatabase } from '../../../src/classroom/data/database.ts';
import type { BenchRoom } from './room.ts';

export interface State {
  /** Seconds of processor time that all servers have taken. */
  processor: number;
  /** MiB of the largest server. */
  memory: number;
  /** Of the database, without what is free in it. */
  bytes: number;
  /** Submissions that have been graded. */
  graded: number;
}

/** How far servers and database have come: the servers by their own metrics. */
export async function stateOf(servers: readonly string[], room: BenchRoom, database: OpenedDatabase): Promise<State> {
  const metrics = await Promise.all(servers.map(server => metricsOf(server, room.owner)));
  const all = (name: string) => metrics.map(text => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]));
  const done = database.db.selectFrom('submission').where('gradedAt', 'is not', null);
  const { n } = await done.select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
  return {
    processor: all('process_cpu_seconds_total').reduce((sum, one) => sum + one, 0),
    memory: Math.max(...all('process_resident_memory_bytes')) / 2 ** 20,
    bytes: await bytesOf(database),
    graded: n,
  };
}

async function metricsOf(server: string, cookie: string): Promise<string> {
  const response = await fetch(`${server}/metrics`, { headers: { Cookie: cookie } });
  if (!response.ok) throw new Error(`${server}/metrics said ${response.status}`);
  return response.text();
}

async function bytesOf({ db, kind }: OpenedDatabase): Promise<number> {
  const size =
    kind === 'sqlite'
      ? sql<{ n: number }>`select (page_count - freelist_count) * page_size as n
          from pragma_page_count, pragma_freelist_count, pragma_page_size`
      : sql<{ n: number }>`select pg_database_size(current_database()) as n`;
  return (await size.execute(db)).rows[0]!.n;
}
