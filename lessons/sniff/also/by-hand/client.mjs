import { once } from 'node:events';
import { checkServerIdentity, connect } from 'node:tls';

import { linesOf } from './lines.mjs';

/**
 * Logs in at the bank, sends the orders, and resolves with the bank's
 * answers, an array of lines. Rejects when it has not got all of them.
 * `ca` is the certificate of the authority that vouches for the bank,
 * which has the name bank.test.
 */
export async function visit(port, ca, { name, password, orders }) {
  const requests = [`login ${name} ${password}`, ...orders];
  const socket = connect({
    port,
    host: '127.0.0.1',
    ca: [ca],
    checkServerIdentity: (host, certificate) => checkServerIdentity('bank.test', certificate),
  });
  try {
    // Not a word before we know who is listening.
    await once(socket, 'secureConnect');
    for (const request of requests) socket.write(`${request}\n`);
    const answers = [];
    for await (const answer of linesOf(socket)) {
      answers.push(answer);
      if (answers.length === requests.length) return answers;
    }
    throw new Error('the bank hung up');
  } finally {
    socket.destroy();
  }
}
