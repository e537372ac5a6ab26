import { createServer } from 'node:net';
import { pipeline } from 'node:stream';

import { frame, Framer } from './framing.mjs';

/**
 * Starts a server on this machine and returns it (a net.Server). To each
 * message it sends back what `answer(message)` gives, as a frame.
 * - `maxMessage`: how many bytes a message may have
 * - `maxConnections`: how many clients are served at once
 * - `patience`: how many ms a client has for each message
 * - `timers`: what to tell time with, so that a check can turn the clock
 */
export function startServer(port, answer, {
  maxMessage = 64 * 1024,
  maxConnections = 100,
  patience = 10_000,
  timers = { setTimeout, clearTimeout },
} = {}) {
  const server = createServer({ allowHalfOpen: true }, socket => {
    const framer = new Framer({ max: maxMessage });
    const hangUp = () => socket.destroy();
    let deadline = timers.setTimeout(hangUp, patience);

    async function* answers(chunks) {
      for await (const chunk of chunks) {
        for (const message of framer.push(chunk)) {
          timers.clearTimeout(deadline);
          deadline = timers.setTimeout(hangUp, patience);
          yield frame(answer(message));
        }
      }
    }

    socket.once('close', () => timers.clearTimeout(deadline));
    pipeline(socket, answers, socket, error => {
      if (error) socket.destroy();
    });
  });
  server.maxConnections = maxConnections;
  server.listen(port, '127.0.0.1');
  return server;
}
