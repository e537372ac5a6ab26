import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const COST = { N: 2 ** 17, r: 8, p: 1 };
// Nobody's password: the key is random, not derived from anything.
const NOBODY = `${random(16)}$${random(32)}`;

export async function hash(password, { cost = COST, kdf = promisify(scrypt) } = {}) {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost, kdf);
  return `scrypt$${cost.N}$${cost.r}$${cost.p}$${salt.toString('base64url')}$${key.toString('base64url')}`;
}

export async function verify(password, stored, { kdf = promisify(scrypt) } = {}) {
  try {
    const [name, N, r, p, salt, key, ...more] = stored.split('$');
    const cost = { N: Number(N), r: Number(r), p: Number(p) };
    if (name !== 'scrypt' || more.length > 0 || cost.N * cost.r * cost.p > 2 ** 21) return false;
    const derived = await derive(password, Buffer.from(salt, 'base64url'), cost, kdf);
    return timingSafeEqual(derived, Buffer.from(key, 'base64url'));
  } catch {
    return false;
  }
}

export async function login(users, typed, password, { cost = COST, kdf = promisify(scrypt) } = {}) {
  const name = typed.normalize();
  const nobody = `scrypt$${cost.N}$${cost.r}$${cost.p}$${NOBODY}`;
  const correct = await verify(password, users.get(name) ?? nobody, { kdf });
  return correct && users.has(name) ? name : null;
}

function derive(password, salt, { N, r, p }, kdf) {
  const options = { cost: N, blockSize: r, parallelization: p, maxmem: 2 ** 28 };
  return kdf(Buffer.from(password.normalize()), salt, 32, options);
}

function random(bytes) {
  return randomBytes(bytes).toString('base64url');
}
