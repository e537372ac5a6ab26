import { once } from 'node:events';
import { createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

import { linesOf } from './lines.mjs';

/** The first byte of every TLS connection (RFC 9846, 5.1: handshake). */
const HANDSHAKE = 22;

/**
 * Starts a bank. A client sends lines, and gets one for each:
 *   login <name> <password>
 *   pay <amount> to <name>
 * At the same port it speaks plain TCP and TLS, whichever is begun.
 * `passwords` is a Map; `carryOut({ from, amount, to })` moves money.
 */
export function startBank(port, { cert, key, passwords, carryOut }) {
  const serve = socket => void answerAll(socket, passwords, carryOut);
  const secure = createTlsServer({ cert, key }, serve);
  secure.on('tlsClientError', (error, socket) => socket.destroy());
  const server = createServer(socket => {
    socket.on('error', () => socket.destroy());
    socket.once('data', first => {
      socket.pause();
      socket.unshift(first);
      if (first[0] === HANDSHAKE) secure.emit('connection', socket);
      else serve(socket);
    });
  });
  server.listen(port, '127.0.0.1');
  return server;
}

async function answerAll(socket, passwords, carryOut) {
  let name;
  const answer = line => {
    const [, who, password] = /^login (\S+) (.+)$/.exec(line) ?? [];
    if (who) {
      name = passwords.get(who) === password ? who : undefined;
      return name ? `welcome, ${name}` : 'wrong name or password';
    }
    const [, amount, to] = /^pay (\d+) to (.+)$/.exec(line) ?? [];
    if (!amount) return 'pardon?';
    if (!name) return 'log in first';
    carryOut({ from: name, amount: Number(amount), to });
    return 'done';
  };
  try {
    for await (const line of linesOf(socket)) {
      if (!socket.write(`${answer(line)}\n`)) await once(socket, 'drain');
    }
  } catch {
    socket.destroy();
  }
}
