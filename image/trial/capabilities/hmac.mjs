import { createHmac, createSecretKey, randomBytes, randomInt, randomUUID, timingSafeEqual } from 'node:crypto';
import { compare, refused } from '#check';

const key = createSecretKey(randomBytes(32));
for (const name of ['md5', 'sha1', 'sha256', 'sha384', 'sha512', 'sha3-256']) {
  const [one, other] = [key, 'another key'].map(each => createHmac(name, each).update('message').digest());
  compare(timingSafeEqual(one, other), false);
}
await refused(() => createHmac('sha256', null));
await refused(() => createHmac('no-such-hash', key));
compare(randomInt(10), randomUUID());
