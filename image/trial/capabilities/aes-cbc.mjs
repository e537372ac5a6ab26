import { createCipheriv, createDecipheriv, getCipherInfo, getCiphers } from 'node:crypto';
import { compare, refused } from '#check';

const message = Buffer.from('a message of more than one block of sixteen bytes');
for (const [name, keyLength, ivLength] of [
  ['aes-128-cbc', 16, 16],
  ['aes-256-cbc', 32, 16],
  ['aes-256-ctr', 32, 16],
  ['aes-128-ecb', 16, 0],
  ['des-ede3', 24, 0],
]) {
  const [key, iv] = [Buffer.alloc(keyLength, 7), ivLength ? Buffer.alloc(ivLength, 1) : null];
  const cipher = createCipheriv(name, key, iv);
  const box = Buffer.concat([cipher.update(message), cipher.final()]);
  const decipher = createDecipheriv(name, key, iv);
  compare(Buffer.concat([decipher.update(box), decipher.final()]), message);
  compare(getCipherInfo(name), {});
}
const opened = createDecipheriv('aes-256-cbc', Buffer.alloc(32), Buffer.alloc(16));
opened.update(Buffer.alloc(32));
await refused(() => opened.final());
const unpadded = createDecipheriv('aes-256-cbc', Buffer.alloc(32), Buffer.alloc(16)).setAutoPadding(false);
unpadded.update(Buffer.alloc(17));
await refused(() => unpadded.final());
await refused(() => createCipheriv('aes-256-cbc', Buffer.alloc(5), Buffer.alloc(16)));
await refused(() => createCipheriv('aes-256-cbc', Buffer.alloc(32), Buffer.alloc(5)));
await refused(() => createCipheriv('no-such-cipher', Buffer.alloc(32), null));
compare(getCiphers().length, 0);
