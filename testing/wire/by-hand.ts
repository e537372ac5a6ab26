import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, request, type RequestListener } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';

import type { Authority } from './certificates.ts';
import { Frames, type Shape } from './frames.ts';
import { Proxy } from './proxy.ts';
import { echo, NodeServer, recorded, type Recorded, type Situation } from './situation.ts';

/** Sends these bytes and reads to the end. */
async function send(port: number, ...parts: (string | Uint8Array)[]): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.resume();
  for (const part of parts) {
    socket.write(part);
    await new Promise(resolve => setImmediate(resolve));
  }
  socket.end();
  await new Promise(resolve => socket.once('close', resolve));
}

/** A plain server of Node behind a proxy, and a client. */
async function plain(shape: Shape, server: Server, client: (port: number) => Promise<void>): Promise<Recorded> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const proxy = new Proxy(shape, () => (server.address() as AddressInfo).port);
  await client(await proxy.listen());
  const packets = await proxy.packets();
  server.close();
  return { packets, keyLog: '' };
}

const chunked: RequestListener = (_, answer) => {
  answer.setHeader('Connection', 'close');
  answer.write('first ');
  answer.write('second '.repeat(200));
  answer.end('third');
};
const measured: RequestListener = (_, answer) => void answer.setHeader('Connection', 'close').end('all of it');
const trailed: RequestListener = (_, answer) => {
  answer.writeHead(200, { Trailer: 'Digest', Connection: 'close' });
  answer.write('body');
  answer.addTrailers({ Digest: 'sha-256=...' });
  answer.end();
};
const empty: RequestListener = (_, answer) => void answer.writeHead(204, { Connection: 'close' }).end();

async function ask(port: number, method: string, body: readonly string[] = []): Promise<void> {
  const asked = request({
    port,
    host: '127.0.0.1',
    method,
    path: '/shop?q=1',
    agent: false,
    headers: { Accept: '*/*' },
  });
  for (const part of body) asked.write(part);
  asked.end();
  const [answer] = (await once(asked, 'response')) as [import('node:http').IncomingMessage];
  answer.resume();
  await once(answer, 'close');
}

const http = (name: string, listener: RequestListener, method: string, body?: readonly string[]): Situation => ({
  name: `HTTP/1.1, ${name}`,
  by: 'Node',
  run: shape => plain(shape, createServer(listener), port => ask(port, method, body)),
});

const say = (answer: string) =>
  createTcpServer((socket: Socket) => void socket.on('error', () => undefined).end(answer));

/** Datagrams there and back, over real sockets. */
async function datagrams(shape: Shape, texts: readonly string[]): Promise<Recorded> {
  const frames = new Frames(shape);
  const [one, other] = [createSocket('udp4'), createSocket('udp4')];
  other.bind(0, '127.0.0.1');
  await once(other, 'listening');
  other.on('message', (bytes, { port, address }) => other.send(`re: ${bytes.toString()}`, port, address));
  for (const text of texts) {
    frames.datagram('client', Buffer.from(text));
    one.send(text, other.address().port, '127.0.0.1');
    const [bytes] = (await once(one, 'message')) as [Buffer];
    frames.datagram('server', bytes);
  }
  one.close();
  other.close();
  return { packets: frames.packets, keyLog: '' };
}

/** What no TLS library sends: garbage, HTTP in the open, datagrams. */
export function byHand(authority: Authority): Situation[] {
  const server = authority.server('ec');
  const garbage = (name: string, ...parts: (string | Uint8Array)[]): Situation => ({
    name: `garbage: ${name}`,
    by: 'Node',
    run: shape => recorded(shape, new NodeServer(server, echo), port => send(port, ...parts)),
  });
  return [
    garbage('HTTP to a TLS server', 'GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n'),
    garbage('text', 'what is this?\n'),
    garbage('a record of nothing', Uint8Array.of(22, 3, 1, 0, 0)),
    garbage('an unknown message', Uint8Array.of(22, 3, 1, 0, 5, 99, 0, 0, 1, 7)),
    {
      name: 'garbage: text instead of a ServerHello',
      by: 'Node',
      run: shape => plain(shape, say('220 mail\r\n'), port => send(port, 'EHLO\r\n')),
    },
    http('a length', measured, 'GET'),
    http('chunks', chunked, 'GET'),
    http('chunks both ways', chunked, 'POST', ['one', 'two', 'x'.repeat(3000)]),
    http('a trailer', trailed, 'GET'),
    http('no content', empty, 'PUT', ['body']),
    http('a head only', measured, 'HEAD'),
    { name: 'UDP, one datagram', by: 'Node', run: shape => datagrams(shape, ['hello']) },
    { name: 'UDP, several', by: 'Node', run: shape => datagrams(shape, ['1', '22', '한국어', 'x'.repeat(1000)]) },
    { name: 'UDP, empty', by: 'Node', run: shape => datagrams(shape, ['']) },
  ];
}
