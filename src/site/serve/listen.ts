import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';

import { environment } from '../../environment/index.server.ts';

export const DEFAULT_PORT = 4321;
const PORTS_TRIED = 20;

export interface ListenOptions {
  /** `localhost` unless told: only this computer. `0.0.0.0` is every computer that can reach this one. */
  host?: string;
  /** This port or none. Without it: the first free one from 4321 on. */
  port?: number;
}

/** Reads HOST and PORT; throws where PORT is no port. */
export function listenOptionsFrom(env: Readonly<Record<string, string | undefined>>): ListenOptions {
  const { HOST: host, PORT: port } = environment(['HOST', 'PORT'], env);
  return { host, port };
}

/** Listens as asked and resolves with the port; rejects with a message that says what to do instead. */
export async function listen(server: Server, { host = 'localhost', port }: ListenOptions): Promise<number> {
  const first = port ?? DEFAULT_PORT;
  const last = port ?? DEFAULT_PORT + PORTS_TRIED - 1;
  for (let at = first; at <= last; at++) {
    try {
      server.listen(at, host);
      await once(server, 'listening');
      return (server.address() as AddressInfo).port;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE')
        throw explained(error as NodeJS.ErrnoException, host, at);
    }
  }
  throw new Error(
    port
      ? `port ${port} is taken by another program; choose another (PORT=${port + 1} npm start), or stop that program`
      : `ports ${first} to ${last} are all taken; choose one yourself: PORT=8080 npm start`,
  );
}

function explained(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EACCES')
    return new Error(`port ${port} needs an administrator; choose one from 1024 on: PORT=8080 npm start`);
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new Error(`HOST=${host} is no address of this computer; use HOST=0.0.0.0 for all of them`);
  }
  return error;
}

type Interfaces = Readonly<Record<string, NetworkInterfaceInfo[] | undefined>>;

/** The addresses to open: this computer's own first, then, where it listens to everybody, those others can use. */
export function addresses(
  { host = 'localhost' }: ListenOptions,
  port: number,
  interfaces: Interfaces = networkInterfaces(),
  scheme: 'http' | 'https' = 'http',
): string[] {
  if (host !== '0.0.0.0' && host !== '::') return [`${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`];
  const others = Object.values(interfaces)
    .flatMap(list => list ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => `${scheme}://${address}:${port}`);
  return [`${scheme}://localhost:${port}`, ...others];
}
