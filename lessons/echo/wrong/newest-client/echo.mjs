import { createServer } from 'node:net';

let client;

/**
 * Starts an echo server on this machine and returns it (a net.Server).
 * Every byte that a client sends comes back to that client, in order,
 * and nothing else does.
 */
export function startEcho(port) {
  const server = createServer(socket => {
    client = socket;
    // A reset ends this connection. Unheard, it would end the process.
    socket.on('error', () => socket.destroy());
    socket.on('data', data => {
      if (!client.write(data)) {
        socket.pause();
        client.once('drain', () => socket.resume());
      }
    });
  });
  server.listen(port, '127.0.0.1');
  return server;
}
