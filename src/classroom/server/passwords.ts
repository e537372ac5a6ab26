import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/** OWASP's Password Storage Cheat Sheet, scrypt, the row of 32 MiB: as hard as 128 MiB and kinder to a teacher's laptop. */
const NOW = { N: 2 ** 15, r: 8, p: 3 };
const LENGTH = 32;
/** Hashes at a time: more would take the memory and the threads of everything else. */
const AT_ONCE = 2;

let running = 0;
const waiting: (() => void)[] = [];

/** A salted hash of a secret, with its parameters: `scrypt$N$r$p$salt$hash`. */
export async function hashSecret(secret: string, parameters = NOW): Promise<string> {
  const salt = randomBytes(16);
  const { N, r, p } = parameters;
  const hash = await derive(secret, salt, parameters);
  return ['scrypt', N, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** Whether a secret is the one that was hashed. Without a hash it takes as long, and is not. */
export async function isSecret(secret: string, stored: string | null | undefined): Promise<boolean> {
  const parsed = stored ? parse(stored) : undefined;
  const { salt, hash, parameters } = parsed ?? { salt: Buffer.alloc(16), hash: Buffer.alloc(LENGTH), parameters: NOW };
  const derived = await derive(secret, salt, parameters);
  return timingSafeEqual(derived, hash) && parsed !== undefined;
}

/** Whether a right secret is to be hashed anew: with today's parameters. */
export function isOutdated(stored: string): boolean {
  const parameters = parse(stored)?.parameters;
  return parameters?.N !== NOW.N || parameters.r !== NOW.r || parameters.p !== NOW.p;
}

function parse(stored: string): { salt: Buffer; hash: Buffer; parameters: typeof NOW } | undefined {
  const [scheme, N, r, p, salt = '', hash = ''] = stored.split('$');
  const bytes = Buffer.from(hash, 'base64url');
  if (scheme !== 'scrypt' || bytes.length !== LENGTH) return undefined;
  return {
    salt: Buffer.from(salt, 'base64url'),
    hash: bytes,
    parameters: { N: Number(N), r: Number(r), p: Number(p) },
  };
}

async function derive(secret: string, salt: Buffer, { N, r, p }: typeof NOW): Promise<Buffer> {
  if (running >= AT_ONCE) await new Promise<void>(resolve => waiting.push(resolve));
  else running++;
  try {
    return await scryptOf(secret.normalize('NFC'), salt, { N, r, p, maxmem: 256 * N * r });
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

function scryptOf(secret: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, LENGTH, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
