import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/**
 * scrypt(password, salt, length, { N, r, p, maxmem }), as a promise.
 * Call it as `kdf`.
 */
const scryptAsync = promisify(scrypt);

/**
 * What one guess costs: 128·N·r bytes of memory, time in proportion to
 * N·r·p. OWASP's row for small memories.
 */
const COST = { N: 2 ** 14, r: 8, p: 5 };
/** The largest N·r·p that a string may ask for: four times the default. */
const MOST_WORK = 2 ** 22;
/** And the bytes: N·r·p is small when N is, however large r. */
const MOST_MEMORY = 2 ** 30;
const KEY_BYTES = 64;

/**
 * Gives the string that is stored instead of the password:
 * scrypt$N$r$p$salt$key, the salt (16 bytes or more) and the key (32)
 * in base64url.
 */
export async function hash(password, { cost = COST, kdf = scryptAsync } = {}) {
  const salt = randomBytes(24);
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
 * Resolves with the name of whoever may come in, as it stands in
 * `users`, or with null. `users` is a Map from names, in NFC, to stored
 * strings.
 */
export async function login(users, name, password, options = {}) {
  const { cost = COST, kdf = scryptAsync } = options;
  const known = name.normalize('NFC');
  const stored = users.get(known);
  if (stored) return await verify(password, stored, { kdf }) ? known : null;
  // The same work for nobody, so that time does not tell who exists.
  await hash(password, { cost, kdf });
  return null;
}

function derive(kdf, password, salt, { N, r, p }) {
  // Unless told, Node stops at 32 MiB.
  const maxmem = memory({ N, r, p });
  return kdf(password.normalize('NFKC'), salt, KEY_BYTES, { N, r, p, maxmem });
}

/** Bytes, exactly as OpenSSL counts them. */
function memory({ N, r, p }) {
  return 128 * r * (N + p + 2);
}

function parse(stored) {
  const form = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/;
  const [, ...parts] = form.exec(stored) ?? [];
  const [N, r, p] = parts.map(Number);
  const [salt, key] = parts.slice(3).map(text => Buffer.from(text, 'base64url'));
  // RFC 7914, 2: N is a power of two, and less than 2 ** (16 * r).
  const sound = N > 1 && Number.isInteger(Math.log2(N)) && r > 0 && p > 0
    && N < 2 ** (16 * r) && key.length === KEY_BYTES;
  const bounded = N * r * p <= MOST_WORK && memory({ N, r, p }) <= MOST_MEMORY;
  return sound && bounded ? { cost: { N, r, p }, salt, key } : null;
}
