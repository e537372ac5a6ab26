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
  const { setTimeout, clearTimeout } = timers;
  const server = createServer({ allowHalfOpen: true });
  server.maxConnections = maxConnections;
  server.on('connection', socket => {
    const framer = new Framer({ max: maxMessage });
    const queue = [];
    let ended = false;
    let timer;
    restart();
    socket.on('error', () => socket.destroy());
    socket.on('close', () => clearTimeout(timer));
    socket.on('drain', work);
    socket.on('end', () => {
      ended = true;
      work();
    });
    socket.on('data', chunk => {
      try {
        queue.push(...framer.push(chunk));
      } catch {
        socket.destroy();
      }
      work();
    });

    function restart() {
      clearTimeout(timer);
      timer = setTimeout(() => socket.destroy(), patience);
    }

    function work() {
      while (queue.length > 0 && !socket.writableNeedDrain && !socket.destroyed) {
        restart();
        socket.write(frame(answer(queue.shift())));
      }
      if (queue.length > 0) socket.pause();
      else if (ended) socket.end();
      else socket.resume();
    }
  });
  server.listen(port, '127.0.0.1');
  return server;
}
