import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { doubleBid } from './attack.mjs';
import { open, seal } from './seal.mjs';

const publicKey = createPublicKey(readFileSync('pki/rsa-2048.pub.pem'));
const privateKey = createPrivateKey(readFileSync('pki/rsa-2048.key'));

const [bid, again] = [seal(publicKey, bytesOf(1000)), seal(publicKey, bytesOf(1000))];
console.log('the bid        ', bid.subarray(0, 12).toString('hex'), '...');
console.log('the same again ', again.subarray(0, 12).toString('hex'), '...');
attempt('it says        ', bid);

// And this is yours: the first 256 bytes are what RSA has made.
attempt('doubled, it says', Buffer.concat([doubleBid(publicKey, bid.subarray(0, 256)), bid.subarray(256)]));

function bytesOf(amount) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(amount);
  return bytes;
}

function attempt(label, box) {
  try {
    console.log(label, Number(`0x${open(privateKey, box).toString('hex')}`));
  } catch (error) {
    console.log(label, 'refused:', error.message);
  }
}
