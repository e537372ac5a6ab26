import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Starts an echo server on this machine and returns it (a net.Server).
 * Every byte that a client sends comes back to that client, in order,
 * and nothing else does.
 */
export function startEcho(port) {
  const server = createServer(async socket => {
    try {
      for await (const chunk of socket) {
        if (!socket.write(chunk)) await once(socket, 'drain');
      }
    } catch {
      socket.destroy();
    }
  });
  server.listen(port, '127.0.0.1');
  return server;
}
