import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:tls';

export const published = { 'pay.js': Buffer.from("pay(10, 'bob')") };

/** The bank. Its certificate says bank.test; pki/ca.crt has signed it. */
export function startBank() {
  return start('server', request => {
    const [verb, subject] = request.split(' ');
    if (verb === 'balance') return 'your balance is 1250';
    if (verb === 'digest' && published[subject]) return sha256(published[subject]);
    return 'pardon?';
  });
}

/** Mallory. Her certificate says bank.test as well; another CA has signed it. */
export function startImpostor() {
  return start('other-ca-server', () => 'your balance is 0, call us!');
}

export function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

const LONGEST_LINE = 1024;

/** A server for one line a connection; `heard` is all that it was told. */
async function start(name, answer) {
  const heard = [];
  const cert = readFileSync(`pki/${name}.crt`);
  const key = readFileSync(`pki/${name}.key`);
  const server = createServer({ cert, key }, socket => {
    let line = '';
    socket.setEncoding('utf8');
    socket.on('error', () => {}); // a client may break off at any time
    socket.on('data', text => {
      line += text; // a line may come in pieces
      if (line.length > LONGEST_LINE) return socket.destroy();
      if (!line.endsWith('\n')) return;
      heard.push(line.trim());
      socket.end(`${answer(line.trim())}\n`);
    });
  });
  server.on('tlsClientError', () => {}); // a client refused us
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { port: server.address().port, heard, close: () => server.close() };
}
