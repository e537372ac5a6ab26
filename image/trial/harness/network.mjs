// Servers and connections that always settle.
import { once } from 'node:events';
import net, { Server, Socket } from 'node:net';
import tls, { Server as TlsServer, TLSSocket } from 'node:tls';

import { lockClasses, lockFunctions, pem, seen, tell } from './harness.mjs';

lockClasses([Socket, Server, TLSSocket, TlsServer]);
for (const exported of [net, tls]) lockFunctions(exported);

export const HOST = '127.0.0.1';
export const identity = name => ({ key: pem(`${name}.key`), cert: pem(`${name}.crt`) });

export async function listening(server) {
  server.listen(0, HOST);
  await once(server, 'listening');
  return server.address().port;
}

/** All that comes until the other side's end, or the error that came first. */
export function settled(socket) {
  return new Promise(resolve => {
    const parts = [];
    socket
      .on('data', part => parts.push(part))
      .on('error', error => {
        tell(seen(error));
        resolve(error);
      })
      .on('close', () => resolve(Buffer.concat(parts)));
  });
}

/** One handshake, whatever becomes of it; both sides tell what they see. */
export async function handshake(serverOptions, clientOptions) {
  const server = tls.createServer({ ...identity('server'), ...serverOptions }, socket => {
    const { subject, subjectaltname } = socket.getPeerCertificate();
    socket.on('error', error => tell(seen(error)));
    socket.end(`${socket.authorized} ${socket.authorizationError} ${subject?.CN} ${subjectaltname}`);
  });
  server.on('tlsClientError', error => tell(seen(error)));
  const client = tls.connect({ port: await listening(server), host: HOST, servername: 'localhost', ...clientOptions });
  client.on('secureConnect', () =>
    tell({
      authorized: client.authorized,
      cipher: client.getCipher(),
      protocol: client.getProtocol(),
      subject: client.getPeerX509Certificate()?.subject,
    }),
  );
  client.on('session', session => tell(seen(session)));
  client.on('keylog', () => {});
  client.write('a request');
  const answer = await settled(client);
  server.close();
  return answer;
}
