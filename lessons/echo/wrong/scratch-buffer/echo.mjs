import { createServer } from 'node:net';

/**
 * Starts an echo server on this machine and returns it (a net.Server).
 * Every byte that a client sends comes back to that client, in order,
 * and nothing else does.
 */
export function startEcho(port) {
  const scratch = Buffer.alloc(1024 * 1024);
  const server = createServer(socket => {
    // A reset ends this connection. Unheard, it would end the process.
    socket.on('error', () => socket.destroy());
    socket.on('data', data => {
      data.copy(scratch);
      if (socket.write(scratch.subarray(0, data.length))) return;
      socket.pause();
      socket.once('drain', () => socket.resume());
    });
  });
  server.listen(port, '127.0.0.1');
  return server;
}
