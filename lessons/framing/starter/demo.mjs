import { once } from 'node:events';
import { connect, createServer } from 'node:net';

import { frame, Framer } from './framing.mjs';

// A bank that carries out every message it receives.
const server = createServer(socket => {
  const framer = new Framer();
  socket.on('error', () => {});
  socket.on('data', chunk => {
    try {
      for (const message of framer.push(chunk)) console.log('  the bank read:', String(message));
    } catch (error) {
      console.log('  the bank hung up:', error.message);
      socket.destroy();
    }
  });
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');

console.log('One order at a time');
await send(frame('pay 10 to bob'));

console.log('Two orders, close together');
await send(Buffer.concat([frame('pay 10 to bob'), frame('pay 20 to carol')]));

console.log('One order, cut on the way');
const order = frame('pay 1000 to bob');
await send(order.subarray(0, -9), order.subarray(-9));

console.log('A browser, at the wrong door');
await send('GET / HTTP/1.1\r\n');

server.close();

/** One connection; its pieces go out so that each arrives by itself. */
async function send(...pieces) {
  const accepted = once(server, 'connection');
  const socket = connect(server.address().port, '127.0.0.1');
  const [connection] = await accepted;
  for (const piece of pieces) {
    const arrived = once(connection, 'data');
    socket.write(piece);
    await arrived;
  }
  socket.destroy();
  if (!connection.closed) await once(connection, 'close');
}
