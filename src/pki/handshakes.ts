import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { connect, createServer, type ConnectionOptions, type TlsOptions, type TLSSocket } from 'node:tls';

/** What one side made of the other's certificate: a code of Node's (`CERT_HAS_EXPIRED`), or `accepted`. */
export type Verdict = string;

/** Reads `<name>.crt` and `<name>.key` for `tls` options. */
export function identity(folder: string, name: string): { cert: Buffer; key: Buffer } {
  return { cert: readFileSync(join(folder, `${name}.crt`)), key: readFileSync(join(folder, `${name}.key`)) };
}

/** A real handshake over TCP: what a client that trusts our CA says to a server that shows `name`. */
export function clientVerdict(folder: string, name: string, servername = 'localhost'): Promise<Verdict> {
  const options = { ca: readFileSync(join(folder, 'ca.crt')), servername };
  return handshake(identity(folder, name), options, client =>
    once(client, 'secureConnect').then(
      () => 'accepted',
      (error: NodeJS.ErrnoException) => error.code ?? String(error),
    ),
  );
}

/** A real handshake over TCP: what a server that asks for our CA's certificates says of a client's `name`. */
export function serverVerdict(folder: string, name?: string): Promise<Verdict> {
  const ca = readFileSync(join(folder, 'ca.crt'));
  const server = { ...identity(folder, 'server'), ca, requestCert: true, rejectUnauthorized: false };
  const client = { ca, servername: 'localhost', ...(name ? identity(folder, name) : {}) };
  return handshake(server, client, async (_, accepted) => {
    const peer = await accepted;
    return peer.authorized ? 'accepted' : String(peer.authorizationError);
  });
}

async function handshake(
  serverOptions: TlsOptions,
  clientOptions: ConnectionOptions,
  judge: (client: TLSSocket, accepted: Promise<TLSSocket>) => Promise<Verdict>,
): Promise<Verdict> {
  const server = createServer(serverOptions).listen(0, '127.0.0.1');
  const peers: TLSSocket[] = [];
  const accepted = new Promise<TLSSocket>(resolve =>
    server.on('secureConnection', peer => {
      peers.push(peer);
      peer.on('error', () => {}); // the client breaks off when it refuses: that is the point
      resolve(peer);
    }),
  );
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = connect({ port, host: '127.0.0.1', ...clientOptions });
  client.on('error', () => {});
  try {
    return await judge(client, accepted);
  } finally {
    client.destroy();
    for (const peer of peers) peer.destroy();
    server.close();
  }
}
