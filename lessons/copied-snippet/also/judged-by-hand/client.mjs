import { createHash } from 'node:crypto';
import { connect } from 'node:tls';

/**
 * Sends the bank one line, resolves with the line that it answers, and
 * rejects if that does not come whole.
 * The bank's name is bank.test. `ca` is the certificate of the
 * authority that vouches for it.
 */
export function ask(port, ca, request) {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: '127.0.0.1',
      port,
      ca, // who may vouch
      servername: 'bank.test', // for whom
      rejectUnauthorized: false, // judged below, before a word is said
    });
    let answer = '';
    socket.setEncoding('utf8');
    socket.on('secureConnect', () => {
      if (!socket.authorized) return socket.destroy(new Error(socket.authorizationError));
      socket.write(`${request}\n`);
    });
    socket.on('data', text => { answer += text; });
    socket.on('end', () => {
      // Anybody on the way can cut a connection off.
      if (!answer.endsWith('\n')) return reject(new Error('the answer was cut off'));
      resolve(answer.trim());
    });
    socket.on('error', reject);
  });
}

/**
 * Gives the bytes of a download if they are what the bank published,
 * or throws. A mirror served { name, bytes, digest }; the digest is
 * SHA-256 in hex, and lay beside the file. `askBank` sends one request
 * to the bank, as ask() does: `digest <name>` asks for its own digest.
 */
export async function checkDownload(download, askBank) {
  const digest = createHash('sha256').update(download.bytes).digest('hex');
  const published = await askBank(`digest ${download.name}`);
  if (digest !== published) throw new Error('it is not what the bank published');
  return download.bytes;
}
