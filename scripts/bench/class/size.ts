import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { openDatabase } from '../../../src/classroom/data/database.ts';
import { watchBoard } from './board.ts';
import type { ClassFigures } from './figures.ts';
import { runLoad } from './load.ts';
import { startGrader, startServer, type Program } from './programs.ts';
import { makeRoom, type BenchRoom } from './room.ts';
import { stateOf } from './state.ts';
import type { PupilWork } from './work.ts';

/** Ms of typing before anything is counted: connections are made, code is compiled. */
const WARM_MS = 5000;
/** More than anybody counts in that. */
const WARM_COUNT = 1000;

export interface SizeOptions {
  pupils: number;
  kind: 'sqlite' | 'postgres';
  /** A folder for SQLite, or the address of an empty PostgreSQL. */
  data: string;
  servers: number;
  graders: number;
  ms: number;
  work: PupilWork;
}

/** One class of so many pupils, on servers of its own. */
export async function measureSize(options: SizeOptions): Promise<ClassFigures> {
  const { pupils, kind, data, servers, graders } = options;
  if (kind === 'sqlite') await mkdir(data, { recursive: true });
  const url = kind === 'sqlite' ? join(data, 'class.db') : data;
  const env: Record<string, string> = kind === 'sqlite' ? { HANDSHAKE_DATA: data } : { DATABASE_URL: data };
  const room = await makeRoom(url, pupils);
  const running: Program[] = [];
  try {
    for (let count = 0; count < servers; count++) running.push(await startServer(env));
    const addresses = running.map(({ said }) => said.replace(/\/$/, ''));
    for (let count = 0; count < graders; count++) running.push(await startGrader(url));
    return await measureRunning(options, room, addresses, url);
  } finally {
    await Promise.all(running.map(program => program.stop()));
  }
}

async function measureRunning(
  { pupils, ms, work, graders }: SizeOptions,
  room: BenchRoom,
  servers: readonly string[],
  url: string,
): Promise<ClassFigures> {
  const database = await openDatabase({ url });
  try {
    await runLoad({ room, servers, ms: WARM_MS, work, from: 0, onDue: () => {} });
    const board = await watchBoard(servers[0]!, room.classId, room.owner);
    const before = await stateOf(servers, room, database);
    const from = performance.now();
    const { writes, failed, due } = await runLoad({ room, servers, ms, work, from: WARM_COUNT, onDue: board.due });
    const seconds = (performance.now() - from) / 1000;
    const after = await stateOf(servers, room, database);
    board.close();
    return {
      ...{ pupils, writes, failed, lags: board.lags, asked: due / (ms / 1000), perSecond: writes.length / seconds },
      processor: (after.processor - before.processor) / seconds,
      memory: after.memory,
      bytesPerWrite: (after.bytes - before.bytes) / writes.length,
      ...(graders > 0 && { graded: (60 * (after.graded - before.graded)) / seconds }),
    };
  } finally {
    await database.close();
  }
}
