import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { ask, checkDownload } from './client.mjs';
import { published, sha256, startBank, startImpostor } from './servers.mjs';

const ca = readFileSync('pki/ca.crt');
const bank = await startBank();
const impostor = await startImpostor();
const token = randomBytes(4).toString('hex'); // it opens your account
const request = `balance ${token}`;

await attempt('the bank says     ', ask(bank.port, ca, request));
// Somebody has redirected your connection, to a server that speaks TLS.
await attempt('the impostor says ', ask(impostor.port, ca, request));
console.log('the impostor heard ->', impostor.heard.join() || 'nothing');

// A mirror serves a file of the bank's. It may have changed the file,
// and the digest beside it.
const changed = Buffer.from("pay(9000, 'mallory')");
const askBank = question => ask(bank.port, ca, question);
const honest = published['pay.js'];
await attempt('honest download   ', checkDownload(served(honest), askBank));
await attempt('changed download  ', checkDownload(served(changed), askBank));

bank.close();
impostor.close();

function served(bytes) {
  return { name: 'pay.js', bytes, digest: sha256(bytes) };
}

async function attempt(label, promise) {
  try {
    console.log(label, '->', String(await promise));
  } catch (error) {
    console.log(label, '-> refused:', error.code ?? error.message);
  }
}
