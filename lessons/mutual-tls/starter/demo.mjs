import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:tls';

import { startMtls } from './mtls.mjs';

const pem = name => readFileSync(`pki/${name}`);
const server = await startMtls({
  ca: pem('ca.crt'),
  cert: pem('server.crt'),
  key: pem('server.key'),
});
if (!server.listening) await once(server, 'listening');

console.log('alice, issued by our CA:', await hear('alice'));
// Mallory made this certificate in a second: a new key, the name alice,
// signed with that same key.
console.log('mallory, self-signed:   ', await hear('self-signed-alice'));
server.close();

/** Connects with a certificate and gives what the server says until it hangs up. */
async function hear(name) {
  const socket = connect({
    port: server.address().port,
    host: '127.0.0.1',
    servername: 'localhost',
    ca: pem('ca.crt'),
    cert: pem(`${name}.crt`),
    key: pem(`${name}.key`),
  });
  socket.once('secureConnect', () => console.log('  (client) handshake done'));
  let heard = '';
  socket.setEncoding('utf8');
  try {
    for await (const chunk of socket) heard += chunk;
  } catch (error) {
    return `broken off: ${error.code}`;
  }
  return heard.trim() || 'not a word';
}
