import { once } from 'node:events';
import { connect } from 'node:net';

import { startEcho } from './echo.mjs';

const server = await startEcho(0);
if (!server.listening) await once(server, 'listening');

const text = Buffer.from('안녕, café');
// How every PNG file begins.
const image = Buffer.from('89504e470d0a1a0a', 'hex');
console.log('one write   ->', (await echoed(text)).toString());
// The network may cut a stream anywhere. Here it cuts through 녕.
const halves = [text.subarray(0, 4), text.subarray(4)];
console.log('two writes  ->', (await echoed(...halves)).toString());
console.log('an image    ->', (await echoed(image)).toString('hex'));
console.log('       sent as', image.toString('hex'));

// A client crashes in mid-sentence. Its machine sends a reset (RST)
// in place of a goodbye (FIN).
process.once('uncaughtException', error => {
  console.log('a reset     -> the whole server went down:', error.message);
  process.exit();
});
const accepted = once(server, 'connection');
const rude = await dial();
const [connection] = await accepted;
rude.resetAndDestroy();
await new Promise(resolve => connection.once('close', resolve));
console.log('a reset     -> one connection gone, the server is still there');
server.close();

/**
 * Sends the pieces, each when something came back for the one before,
 * and gives everything that came back.
 */
async function echoed(...pieces) {
  const socket = await dial();
  const back = [];
  socket.on('data', chunk => back.push(chunk));
  for (const piece of pieces) {
    socket.write(piece);
    await once(socket, 'data');
  }
  socket.end();
  await once(socket, 'end');
  return Buffer.concat(back);
}

async function dial() {
  const socket = connect(server.address().port, '127.0.0.1');
  socket.setTimeout(5_000, () => {
    socket.destroy(new Error('the server said nothing for 5 seconds'));
  });
  await once(socket, 'connect');
  return socket;
}
