import { createCipheriv, createDecipheriv, randomBytes, webcrypto } from 'node:crypto';
import { compare, refused } from '#check';

const message = Buffer.from('a message of more than one block of sixteen bytes');
for (const [name, keyLength] of [
  ['aes-128-gcm', 16],
  ['aes-256-gcm', 32],
  ['chacha20-poly1305', 32],
]) {
  const [key, iv, options] = [randomBytes(keyLength), randomBytes(12), { authTagLength: 16 }];
  for (const text of [message, Buffer.alloc(0), Buffer.alloc(20_000, 1)]) {
    const cipher = createCipheriv(name, key, iv, options).setAAD(Buffer.from('context'));
    const box = Buffer.concat([cipher.update(text), cipher.final()]);
    const open = (tag, context) => {
      const decipher = createDecipheriv(name, key, iv, options).setAAD(Buffer.from(context)).setAuthTag(tag);
      return Buffer.concat([decipher.update(box), decipher.final()]);
    };
    compare(open(cipher.getAuthTag(), 'context'), text);
    await refused(() => open(cipher.getAuthTag(), 'another context'));
    await refused(() => open(Buffer.alloc(16), 'context'));
    await refused(() => open(Buffer.alloc(4), 'context'));
  }
}
await refused(() => createCipheriv('aes-256-gcm', randomBytes(32), Buffer.alloc(0)));
await refused(() => createDecipheriv('aes-256-gcm', randomBytes(32), randomBytes(12)).final());
const { subtle } = webcrypto;
const key = await subtle.importKey('raw', randomBytes(32), 'AES-GCM', false, ['encrypt', 'decrypt']);
const algorithm = { name: 'AES-GCM', iv: randomBytes(12) };
const box = Buffer.from(await subtle.encrypt(algorithm, key, message));
compare(Buffer.from(await subtle.decrypt(algorithm, key, box)), message);
box[0] ^= 1;
await refused(() => subtle.decrypt(algorithm, key, box));
