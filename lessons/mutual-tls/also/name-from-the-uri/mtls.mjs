import { createServer } from 'node:tls';

/**
 * Starts a TLS server on a free port of 127.0.0.1 and returns it.
 * Whoever proves a name with a certificate of `ca` is greeted by it,
 * alice with `hello alice\n`, and then the connection ends. Everybody
 * else is hung up on without a word.
 * `cert` and `key` are the server's own. All three are PEM.
 */
export function startMtls({ ca, cert, key }) {
  const options = { ca, cert, key, requestCert: true };
  const server = createServer(options, socket => {
    socket.on('error', () => {}); // a client may break off at any time
    const [, name] = /^URI:urn:example:user:([a-z]+)$/.exec(socket.getPeerCertificate().subjectaltname) ?? [];
    if (!name) return socket.destroy();
    socket.end(`hello ${name}\n`);
  });
  server.on('tlsClientError', (error, socket) => {
    console.log('  (server) refused:', socket.authorizationError ?? error.code);
  });
  return server.listen(0, '127.0.0.1');
}
