import { createServer } from 'node:net';

/**
 * Starts an echo server on this machine and returns it (a net.Server).
 * Every byte that a client sends comes back to that client, in order,
 * and nothing else does.
 */
export function startEcho(port) {
  const server = createServer({ allowHalfOpen: true }, socket => {
    let room = true;
    const echo = () => {
      for (let chunk; room && (chunk = socket.read()) !== null;) room = socket.write(chunk);
    };
    socket.on('error', () => {});
    socket.on('readable', echo);
    socket.on('drain', () => {
      room = true;
      echo();
    });
    socket.on('end', () => socket.end());
  });
  server.listen(port, '127.0.0.1');
  return server;
}
