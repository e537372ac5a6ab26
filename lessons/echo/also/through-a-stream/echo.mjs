import { createServer } from 'node:net';
import { PassThrough, pipeline } from 'node:stream';

/**
 * Starts an echo server on this machine and returns it (a net.Server).
 * Every byte that a client sends comes back to that client, in order,
 * and nothing else does.
 */
export function startEcho(port) {
  // Node must not end our side while bytes are still on their way
  // through the stream in between: pipeline() does so after the last.
  const server = createServer({ allowHalfOpen: true }, socket => {
    // Far longer than a client stalls: this one has gone without a word.
    socket.setTimeout(60_000, () => socket.destroy());
    pipeline(socket, new PassThrough(), socket, () => {});
  });
  server.listen(port, '127.0.0.1');
  return server;
}
