import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const key = randomBytes(32);
const nonce = randomBytes(12);
const message = Buffer.alloc(1024 * 1024, 7);
const cipher = createCipheriv('aes-256-gcm', key, nonce);
const box = Buffer.concat([cipher.update(message), cipher.final()]);
const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAuthTag(cipher.getAuthTag());
console.log(Buffer.concat([decipher.update(box), decipher.final()]).equals(message));
