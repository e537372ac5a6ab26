import { createHash, getHashes, hash, randomBytes, timingSafeEqual, webcrypto } from 'node:crypto';
import { compare, refused } from '#check';

const message = Buffer.from('a message of more than one block of sixteen bytes');
for (const name of ['md5', 'sha1', 'sha256', 'sha384', 'sha512', 'sha3-256', 'blake2b512']) {
  compare(createHash(name).update(message).digest(), hash(name, message, 'buffer'));
}
const long = createHash('sha256');
for (let block = 0; block < 20; block++) long.update(randomBytes(1_000));
compare(long.copy().digest('base64url'), long.digest('hex'));
await refused(() => createHash('no-such-hash'));
await refused(() => long.update('after the end'));
await refused(() => timingSafeEqual(message, Buffer.alloc(1)));
compare(getHashes().length, 0);
compare(Buffer.from(await webcrypto.subtle.digest('SHA-256', message)), message);
