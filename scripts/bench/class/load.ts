import { Agent, request } from 'node:http';
import { setTimeout } from 'node:timers/promises';

import type { BenchRoom } from './room.ts';
import { workOf, type PupilWork } from './work.ts';

/** Ms between two drafts of somebody who types, and between two Checks. */
const DRAFT_MS = 2000;
const CHECK_MS = 30_000;

export interface Load {
  /** Ms from when each was due until it was acknowledged. */
  writes: number[];
  /** Answers that were no acknowledgement. */
  failed: number;
  /** Writes that were asked for, in time or not. */
  due: number;
}

export interface LoadOptions {
  room: BenchRoom;
  /** Servers, among whom the pupils are shared out. */
  servers: readonly string[];
  ms: number;
  work: PupilWork;
  /** How much each pupil has counted before. */
  from: number;
  /** A pupil's write is due. */
  onDue: (pupil: string) => void;
}

/** Has every pupil type and check for so long, each in a rhythm that does not wait for slow answers. */
export async function runLoad({ room, servers, ms, work, from, onDue }: LoadOptions): Promise<Load> {
  const load: Load = { writes: [], failed: 0, due: 0 };
  const until = performance.now() + ms;
  const pupil = async ({ id, cookie }: BenchRoom['pupils'][number], index: number): Promise<void> => {
    // A browser of one's own, with its own connection.
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const server = servers[index % servers.length]!;
    const address = `${server}/api/class/${room.classId}/work`;
    let due = performance.now() + Math.random() * DRAFT_MS;
    for (let count = from + 1; due < until; count++) {
      await setTimeout(Math.max(0, due - performance.now()));
      onDue(id);
      const isCheck = (count + index) % (CHECK_MS / DRAFT_MS) === 0;
      const body = JSON.stringify({ events: [workOf(work, isCheck, index, count)] });
      const done = await post(agent, address, { Cookie: cookie, Origin: server }, body);
      if (done) load.writes.push(performance.now() - due);
      else load.failed++;
      // As an outbox does: who waits for an answer sends the newest draft then.
      const late = Math.max(due + DRAFT_MS, performance.now());
      load.due += Math.max(1, Math.floor((late - due) / DRAFT_MS));
      due = late;
    }
    agent.destroy();
  };
  await Promise.all(room.pupils.map(pupil));
  return load;
}

function post(agent: Agent, address: string, headers: Record<string, string>, body: string): Promise<boolean> {
  const length = Buffer.byteLength(body);
  const all = { ...headers, 'Content-Type': 'application/json', 'Content-Length': length };
  return new Promise(resolve => {
    const sent = request(address, { agent, method: 'POST', headers: all }, response => {
      response.resume();
      response.once('end', () => resolve(response.statusCode === 200));
    });
    sent.once('error', () => resolve(false));
    sent.end(body);
  });
}
