import { Agent, get } from 'node:https';

/**
 * Gives a function read(path) that resolves with the body of a page of
 * https://bank.test as text, and rejects when it does not come whole, or
 * not from the bank. One https.Agent serves all of its requests.
 * The bank is at `port` of 127.0.0.1, and `ca` is the certificate of the
 * authority that vouches for it.
 */
export function createReader(port, ca) {
  const agent = new Agent({
    ca, // who may vouch
    servername: 'bank.test', // for whom
  });
  return path => new Promise((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port, path, agent }, async response => {
      try {
        const parts = [];
        for await (const part of response) parts.push(part);
        resolve(Buffer.concat(parts).toString());
      } catch (error) {
        reject(error); // it was cut off
      }
    });
    request.on('error', reject);
  });
}
