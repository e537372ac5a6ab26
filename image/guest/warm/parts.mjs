import { once } from 'node:events';
import { createServer } from 'node:tls';

export async function serve(options) {
  const server = createServer({ ...options, minVersion: 'TLSv1.3' }, socket => {
    socket.on('error', () => {});
    socket.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: server.address().port };
}
