import { randomBytes, scrypt, scryptSync } from 'node:crypto';
import { promisify } from 'node:util';
import { compare, refused } from '#check';

const salt = randomBytes(16);
compare(
  await promisify(scrypt)('비밀번호'.normalize('NFKC'), salt, 32, { N: 16 }),
  scryptSync('password', salt, 64, { N: 1024 }),
);
const together = ['one', 'two', 'three'].map(each => promisify(scrypt)(each, salt, 32, { N: 64, r: 8, p: 2 }));
compare(Buffer.concat(await Promise.all(together)), salt);
await refused(() => scryptSync('password', salt, 32, { N: 3 }));
await refused(() => scryptSync('password', salt, 32, { N: 2 ** 20 }));
await refused(() => promisify(scrypt)('password', salt, 32, { N: 2 ** 20, maxmem: 1 }));
await refused(() => scryptSync('password', undefined, 32));
const [, n, text] = /^\$scrypt\$(\d+)\$(.+)$/.exec(`$scrypt$16384$${salt.toString('base64url')}`);
compare(Buffer.from(text, 'base64url'), Buffer.alloc(Number(n)));
