import { createHash, X509Certificate } from 'node:crypto';
import { connect } from 'node:tls';

/**
 * Sends one request to the bank and resolves with its answer.
 * The bank's name is bank.test. `ca` is the certificate of the
 * authority that vouches for it.
 */
export function ask(port, ca, request) {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: '127.0.0.1',
      port,
      rejectUnauthorized: false,
    });
    let answer = '';
    socket.on('secureConnect', () => {
      const { subjectaltname = '', issuer } = socket.getPeerCertificate();
      const known = new X509Certificate(ca).subject === `CN=${issuer.CN}\nO=${issuer.O}`;
      if (!known || !subjectaltname.includes('DNS:bank.test')) return socket.destroy(new Error('not the bank'));
      socket.write(`${request}\n`);
    });
    socket.on('data', chunk => { answer += chunk; });
    socket.on('end', () => resolve(answer.trim()));
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
