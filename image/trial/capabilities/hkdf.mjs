import { hkdf, hkdfSync, webcrypto } from 'node:crypto';
import { promisify } from 'node:util';
import { compare, refused } from '#check';

compare(
  Buffer.from(hkdfSync('sha256', 'key', 'salt', 'info', 42)),
  Buffer.from(await promisify(hkdf)('sha512', 'key', '', '', 42)),
);
await refused(() => hkdfSync('sha256', 'key', 'salt', 'info', 255 * 32 + 1));
await refused(() => hkdfSync('no-such-hash', 'key', 'salt', 'info', 32));
const key = await webcrypto.subtle.importKey('raw', Buffer.from('secret'), 'HKDF', false, ['deriveBits']);
const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: Buffer.alloc(0), info: Buffer.from('info') };
compare(Buffer.from(await webcrypto.subtle.deriveBits(algorithm, key, 256)), Buffer.alloc(32));
