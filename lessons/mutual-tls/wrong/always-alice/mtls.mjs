import { createServer } from 'node:tls';

/**
 * Starts a TLS server on a free port of 127.0.0.1 and returns it.
 * Whoever proves with a certificate of `ca` to be alice hears `hello alice\n`; everybody else hears nothing.
 * `cert` and `key` are the server's own. All three are PEM.
 */
export function startMtls({ ca, cert, key }) {
  const options = { ca, cert, key, requestCert: true };
  const server = createServer(options, socket => {
    socket.on('error', () => {}); // a client may break off at any time
    socket.end('hello alice\n');
  });
  server.on('tlsClientError', (error, socket) => {
    console.log('  (server) refused:', socket.authorizationError ?? error.code);
  });
  return server.listen(0, '127.0.0.1');
}
