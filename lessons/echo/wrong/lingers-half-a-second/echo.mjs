import { createServer } from 'node:net';

/**
 * Starts an echo server on this machine and returns it (a net.Server).
 * Every byte that a client sends comes back to that client, in order,
 * and nothing else does.
 */
export function startEcho(port) {
  const server = createServer({ allowHalfOpen: true }, socket => {
    // A reset ends this connection. Unheard, it would end the process.
    socket.on('error', () => socket.destroy());
    socket.pipe(socket, { end: false });
    socket.on('end', () => setTimeout(() => socket.end(), 500));
  });
  server.listen(port, '127.0.0.1');
  return server;
}
