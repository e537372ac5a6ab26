import { once } from 'node:events';
import { connect, createServer, isIP } from 'node:net';
import { setTimeout } from 'node:timers';
import { compare, crash, refused } from '#check';
import { HOST, listening, settled } from '#check/network';

const echo = createServer({ allowHalfOpen: true }, socket => socket.on('error', () => {}).pipe(socket));
const port = await listening(echo);
for (const length of [1, 200_000]) {
  const burst = connect(port, HOST);
  burst.end(Buffer.alloc(length, 'x'));
  compare(await settled(burst), Buffer.alloc(length));
}
const pieces = connect({ port, host: 'localhost', noDelay: true, keepAlive: true });
for (const piece of ['a', '한', '\0']) {
  pieces.write(piece);
  compare(await once(pieces, 'data'), []);
}
compare([pieces.remoteAddress, pieces.localPort, pieces.bytesRead, isIP('::1')], []);
pieces.destroy();
const reset = connect(port, HOST, () => reset.resetAndDestroy());
compare([await settled(reset), await settled(connect(1, HOST))], []);
const late = connect(port, HOST).setTimeout(5, () => late.destroy(new Error('too late')));
await settled(late);
const six = createServer().listen(0, '::1');
await once(six, 'listening').catch(() => {});
six.close();
const taken = createServer();
taken.listen(port, HOST);
await refused(() => once(taken, 'listening'));
await crash(() => connect(1, HOST));
await crash(
  () =>
    void setTimeout(() => {
      throw new RangeError('from a callback');
    }, 1),
);
await crash(() => void Promise.reject(new Error('left alone')));

// One side breaks off while the other writes.
const breaking = createServer(socket => socket.once('data', () => socket.resetAndDestroy()));
const writing = connect(await listening(breaking), HOST);
writing.write(Buffer.alloc(100_000));
await settled(writing);
breaking.close();
echo.close();
echo.on('error', () => {});
await refused(() => Promise.reject(new AggregateError([new Error('one')], 'several')));
