import type { Authority } from './certificates.ts';
import { variants } from './by-node.ts';
import { SERVER_PORT } from './frames.ts';

/** A program of the machine's that is client and server at once, with what it reads. */
export interface MachineSituation {
  name: string;
  files: Readonly<Record<string, string>>;
}

/** Ports that Wireshark gives no meaning, on the client's side too. */
const CLIENT_PORT = 50_001;

const TLS = `
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:tls';

const { host, server: serverOptions, client, line, times } = JSON.parse(readFileSync('situation.json', 'utf8'));
const server = createServer(serverOptions, socket => {
  socket.on('error', () => {});
  socket.once('data', data => void socket.end('you said ' + data));
});
server.on('tlsClientError', () => {});
await once(server.listen(${SERVER_PORT}, host), 'listening');
let session;
for (let time = 0; time < times; time++) {
  const place = { port: ${SERVER_PORT}, host, localPort: ${CLIENT_PORT} + time, servername: 'shop.test' };
  const socket = connect({ ...place, ...client, session });
  socket.on('session', one => void (session = one));
  socket.on('error', () => {});
  socket.once('secureConnect', () => void socket.write(line));
  socket.resume();
  await new Promise(resolve => socket.once('close', resolve));
}
server.close();
`;

/** Every variant of TLS, and some of them over IPv6. */
function overTls(authority: Authority): MachineSituation[] {
  const all = variants(authority);
  const of = (host: string, variant: (typeof all)[number]): Record<string, string> => ({
    'work/main.mjs': TLS,
    'work/situation.json': JSON.stringify({ host, ...variant }),
  });
  return [
    ...all.map(variant => ({ name: variant.name, files: of('127.0.0.1', variant) })),
    ...all.slice(0, 5).map(variant => ({ name: `${variant.name}, IPv6`, files: of('::1', variant) })),
  ];
}

/** A server, and a client that says `parts` to it and waits for the end. */
const talk = (server: string, ...parts: string[]): string => `
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer } from 'node:net';
import { readFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:tls';

const server = ${server};
server.on('tlsClientError', () => {});
await once(server.listen(${SERVER_PORT}, '127.0.0.1'), 'listening');
const socket = connect({ port: ${SERVER_PORT}, host: '127.0.0.1', localPort: ${CLIENT_PORT} });
socket.on('error', () => {}).resume();
await once(socket, 'connect');
for (const part of ${JSON.stringify(parts)}) {
  socket.write(Buffer.from(part, 'latin1'));
  await new Promise(resolve => setImmediate(resolve));
}
socket.end();
await new Promise(resolve => socket.once('close', resolve));
server.close();
`;

const tlsServer = `createTlsServer(JSON.parse(readFileSync('server.json', 'utf8')), socket => void socket.on('error', () => {}).end())`;
const httpServer = (answer: string): string => `createHttpServer((request, answer) => {
  answer.setHeader('Connection', 'close');
  request.resume().on('end', () => { ${answer} });
})`;
const request = (method: string, rest = ''): string =>
  `${method} /shop?q=1 HTTP/1.1\r\nHost: shop.test\r\n${rest || 'Accept: */*\r\n\r\n'}`;

const DATAGRAMS = (texts: readonly string[]): string => `
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

const [one, other] = [createSocket('udp4'), createSocket('udp4')];
await once(other.bind(${SERVER_PORT}, '127.0.0.1'), 'listening');
await once(one.bind(${CLIENT_PORT}, '127.0.0.1'), 'listening');
other.on('message', (bytes, { port, address }) => other.send('re: ' + bytes, port, address));
for (const text of ${JSON.stringify(texts)}) {
  one.send(text, ${SERVER_PORT}, '127.0.0.1');
  await once(one, 'message');
}
one.close();
other.close();
`;

/** What no TLS library sends: garbage, HTTP in the open, datagrams. */
function byHand(authority: Authority): MachineSituation[] {
  const { key, cert } = authority.server('ec');
  const garbage = (name: string, ...parts: string[]): MachineSituation => ({
    name: `garbage: ${name}`,
    files: { 'work/main.mjs': talk(tlsServer, ...parts), 'work/server.json': JSON.stringify({ key, cert }) },
  });
  const plain = (name: string, main: string): MachineSituation => ({ name, files: { 'work/main.mjs': main } });
  return [
    garbage('HTTP to a TLS server', 'GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n'),
    garbage('text', 'what is this?\n'),
    garbage('an unknown message', '\x16\x03\x01\x00\x05c\x00\x00\x01\x07'),
    plain(
      'garbage: text instead of a ServerHello',
      talk(`createServer(socket => void socket.on('error', () => {}).end('220 mail\\r\\n'))`, 'EHLO\r\n'),
    ),
    plain('HTTP/1.1, a length', talk(httpServer(`answer.end('all of it');`), request('GET'))),
    plain(
      'HTTP/1.1, chunks',
      talk(
        httpServer(`answer.write('first '); answer.write('second '.repeat(200)); answer.end('third');`),
        request('GET'),
      ),
    ),
    plain(
      'HTTP/1.1, chunks both ways',
      talk(
        httpServer(`answer.write('a'); answer.end('b');`),
        request('POST', 'Transfer-Encoding: chunked\r\n\r\n'),
        '3\r\none\r\n',
        `bb8\r\n${'x'.repeat(3000)}\r\n`,
        '0\r\n\r\n',
      ),
    ),
    plain('HTTP/1.1, no content', talk(httpServer(`answer.writeHead(204).end();`), request('DELETE'))),
    plain('UDP, one datagram', DATAGRAMS(['hello'])),
    plain('UDP, several', DATAGRAMS(['1', '22', '한국어', 'x'.repeat(1000)])),
  ];
}

/** Every situation that the machine makes a capture of. */
export function byMachine(authority: Authority): MachineSituation[] {
  return [...overTls(authority), ...byHand(authority)];
}
