import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

import { Frames, type Shape, type Side } from './frames.ts';

/** Stands between a client and a server and writes down what each sends, in the order in which it came by. */
export class Proxy {
  readonly #shape: Shape;
  readonly #server: Server;
  readonly #connections: Frames[] = [];
  readonly #ended: Promise<unknown>[] = [];

  constructor(shape: Shape, target: () => number) {
    this.#shape = shape;
    this.#server = createServer({ allowHalfOpen: true }, client => {
      const server = connect({ port: target(), host: '127.0.0.1', allowHalfOpen: true });
      const frames = new Frames(this.#shape, 50_001 + this.#connections.length);
      this.#connections.push(frames);
      frames.connect();
      this.#ended.push(pass(client, server, frames, 'client'), pass(server, client, frames, 'server'));
    });
  }

  async listen(): Promise<number> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  /** The packets of all connections, one connection after the other, once they have ended. */
  async packets() {
    await Promise.all(this.#ended);
    this.#server.close();
    return this.#connections.flatMap(({ packets }) => packets).map((packet, n) => ({ ...packet, number: n + 1 }));
  }
}

/** Resolves when this side says nothing more. */
function pass(from: Socket, to: Socket, frames: Frames, side: Side): Promise<unknown> {
  from.on('data', bytes => {
    frames.data(side, bytes);
    to.write(bytes);
  });
  from.on('end', () => {
    frames.fin(side);
    to.end();
  });
  from.on('error', () => {
    frames.reset(side);
    to.destroy();
  });
  return new Promise(resolve => from.once('close', resolve));
}
