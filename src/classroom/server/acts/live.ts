import type { ServerResponse } from 'node:http';

import type { Answer } from '../http/answer.ts';
import type { ClassAsk } from '../http/ask.ts';
import type { Board } from '../live/board.ts';

/** Ms between two signs of life; proxies close what is silent for a minute. */
const BEAT = 20_000;
/** Ms until a browser comes back after a break (HTML, 9.2.6). */
const RETRY = 2000;
/** Ms that changes are gathered before they are told. */
const GATHERED = 250;

/** Tells an open board who has moved, as server-sent events: pupils' ids, or `all`. What they did, the page then asks for. */
export async function live({ klass, me, member, request, room }: ClassAsk): Promise<Answer> {
  const board = await room.boards.watch(klass.id);
  const mayStill = async (): Promise<boolean> =>
    (await room.stores.sessions.find(me.tokenHash)) !== undefined &&
    (await room.stores.roster.member(klass.id, me.user.id))?.role === member.role;
  return {
    stream: response => {
      // Whoever asked has gone meanwhile, or wanted the headers alone.
      if (response.destroyed || request.method === 'HEAD') {
        board.leave();
        return void response.end();
      }
      room.metrics.streams.inc();
      room.streams.add(response);
      response.once('close', () => {
        room.metrics.streams.dec();
        room.streams.delete(response);
        board.leave();
      });
      follow(board, response, mayStill);
    },
  };
}

function follow(board: Board, response: ServerResponse, mayStill: () => Promise<boolean>): void {
  const moved = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    timer = undefined;
    response.write(`data: ${JSON.stringify(moved.has('all') ? 'all' : [...moved])}\n\n`);
    moved.clear();
  };
  const stop = board.onChange(change => {
    moved.add(change === 'all' ? 'all' : change.pupil);
    timer ??= setTimeout(tell, GATHERED);
  });
  const beat = setInterval(() => {
    mayStill().then(
      may => void (may ? response.write(': still here\n\n') : response.end()),
      () => void response.end(),
    );
  }, BEAT);
  response.once('close', () => {
    stop();
    clearInterval(beat);
    clearTimeout(timer);
  });
  response.write(`retry: ${RETRY}\n\n`);
}
