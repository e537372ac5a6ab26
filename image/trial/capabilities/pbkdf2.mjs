import { pbkdf2, pbkdf2Sync, webcrypto } from 'node:crypto';
import { promisify } from 'node:util';
import { compare, refused } from '#check';

for (const digest of ['sha1', 'sha256', 'sha512']) {
  compare(await promisify(pbkdf2)('password', 'salt', 100, 32, digest), pbkdf2Sync('password', 'salt', 2, 32, digest));
}
await refused(() => pbkdf2Sync('password', 'salt', 0, 32, 'sha256'));
await refused(() => promisify(pbkdf2)('password', 'salt', 1, 32, 'no-such-hash'));
const key = await webcrypto.subtle.importKey('raw', Buffer.from('password'), 'PBKDF2', false, ['deriveBits']);
const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt: Buffer.from('salt'), iterations: 10 };
compare(Buffer.from(await webcrypto.subtle.deriveBits(algorithm, key, 256)), Buffer.alloc(32));
