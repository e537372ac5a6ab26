import { once } from 'node:events';
import { createServer } from 'node:net';

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
  // After the client's end we may still have answers for it.
  const server = createServer({ allowHalfOpen: true }, async socket => {
    const framer = new Framer({ max: maxMessage });
    let deadline;
    const expectMessage = () => {
      timers.clearTimeout(deadline);
      deadline = timers.setTimeout(() => socket.destroy(), patience);
    };
    socket.on('error', () => socket.destroy());
    socket.on('close', () => timers.clearTimeout(deadline));
    expectMessage();
    try {
      for await (const chunk of socket) {
        for (const message of framer.push(chunk)) {
          // Only a whole message buys more time, a byte does not.
          expectMessage();
          if (!socket.write(frame(answer(message)))) await once(socket, 'drain');
        }
      }
      socket.end();
    } catch {
      socket.destroy();
    }
  });
  server.maxConnections = maxConnections;
  server.listen(port, '127.0.0.1');
  return server;
}
