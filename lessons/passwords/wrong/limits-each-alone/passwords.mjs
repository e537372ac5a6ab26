import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/**
 * scrypt(password, salt, length, { N, r, p, maxmem }), as a promise.
 * Call it as `kdf`.
 */
const scryptAsync = promisify(scrypt);

/**
 * What one guess costs: 128·N·r bytes of memory, time in proportion to
 * N·r·p. OWASP's minimum.
 */
const COST = { N: 2 ** 17, r: 8, p: 1 };
/** The most that a string may ask for. */
const MOST = { N: 2 ** 20, r: 64, p: 16 };
const KEY_BYTES = 32;

/**
 * Gives the string that is stored instead of the password:
 * scrypt$N$r$p$salt$key, the salt (16 bytes or more) and the key (32)
 * in base64url.
 */
export async function hash(password, { cost = COST, kdf = scryptAsync } = {}) {
  const salt = randomBytes(16);
  const key = await derive(kdf, password, salt, cost);
  const encoded = [salt, key].map(bytes => bytes.toString('base64url'));
  return ['scrypt', cost.N, cost.r, cost.p, ...encoded].join('$');
}

/** Resolves with true or false; a string that is none of ours is false. */
export async function verify(password, stored, { kdf = scryptAsync } = {}) {
  const known = parse(stored);
  if (!known) return false;
  const key = await derive(kdf, password, known.salt, known.cost);
  return timingSafeEqual(key, known.key);
}

/**
 * Resolves with the name of whoever may come in, or with null.
 * `users` is a Map from names to stored strings.
 */
export async function login(users, name, password, options = {}) {
  const { cost = COST, kdf = scryptAsync } = options;
  const stored = users.get(name);
  if (stored) return await verify(password, stored, { kdf }) ? name : null;
  // The same work for nobody, so that time does not tell who exists.
  await hash(password, { cost, kdf });
  return null;
}

function derive(kdf, password, salt, { N, r, p }) {
  // Exactly what OpenSSL counts. Unless told, Node stops at 32 MiB.
  const maxmem = 128 * r * (N + p + 2);
  return kdf(password.normalize('NFC'), salt, KEY_BYTES, { N, r, p, maxmem });
}

function parse(stored) {
  const form = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/;
  const [, ...parts] = form.exec(stored) ?? [];
  const [N, r, p] = parts.map(Number);
  const [salt, key] = parts.slice(3).map(text => Buffer.from(text, 'base64url'));
  const sound = N > 1 && Number.isInteger(Math.log2(N)) && r > 0 && p > 0
    && key.length === KEY_BYTES;
  return sound && N <= MOST.N && r <= MOST.r && p <= MOST.p ? { cost: { N, r, p }, salt, key } : null;
}
