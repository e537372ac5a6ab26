import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type ConnectionOptions, type TLSSocket, type TlsOptions } from 'node:tls';

import type { Packet } from '../../src/wire/capture/index.ts';
import type { Shape } from './frames.ts';
import { Proxy } from './proxy.ts';

/** What a situation leaves: packets, and the secrets of its connections. */
export interface Recorded {
  packets: Packet[];
  keyLog: string;
}

export interface Situation {
  name: string;
  /** Whose programs speak; ours is Node. */
  by: string;
  run: (shape: Shape) => Promise<Recorded>;
}

/** A server of Node that anybody may be the client of, and what it logs. */
export class NodeServer {
  keyLog = '';
  readonly #server;

  constructor(options: TlsOptions, serve: (socket: TLSSocket) => void) {
    this.#server = createServer(options, socket => {
      socket.on('error', () => undefined);
      serve(socket);
    });
    this.#server.on('keylog', line => (this.keyLog += line.toString()));
    this.#server.on('tlsClientError', () => undefined);
  }

  async listen(): Promise<void> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  close(): void {
    this.#server.close();
  }
}

/** Runs a client against a server of Node, with a proxy between that records; `client` gets the proxy's port. */
export async function recorded(
  shape: Shape,
  server: NodeServer,
  client: (port: number) => Promise<void>,
): Promise<Recorded> {
  await server.listen();
  const proxy = new Proxy(shape, () => server.port);
  await client(await proxy.listen());
  const packets = await proxy.packets();
  server.close();
  return { packets, keyLog: server.keyLog };
}

/** A client of Node: sends `line`, reads to the end; resolves with its session, whether the server liked it or not. */
export async function nodeClient(
  port: number,
  options: ConnectionOptions,
  line = 'hello\n',
): Promise<Buffer | undefined> {
  let session: Buffer | undefined;
  const socket = connect({ port, host: '127.0.0.1', servername: 'shop.test', ...options });
  socket.on('session', one => (session = one));
  socket.on('error', () => undefined);
  socket.once('secureConnect', () => void socket.write(line));
  socket.resume();
  await new Promise(resolve => socket.once('close', resolve));
  return session;
}

/** Answers the first data with the same, and ends. */
export const echo = (socket: TLSSocket): void => {
  socket.once('data', data => void socket.end(`you said ${data.toString()}`));
};
