import { expand } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256, sha384 } from '@noble/hashes/sha2.js';

import { joined } from '../bytes.ts';
import type { Opening } from '../field.ts';
import { CIPHER_SUITES } from './cipher-suites.ts';

/** What a cipher suite says of how records are protected; only AEADs that we open. */
export interface Protection {
  aead: 'AES-GCM' | 'ChaCha20-Poly1305';
  keyLength: number;
  hash: typeof sha256 | typeof sha384;
}

export interface Keys {
  key: Uint8Array;
  iv: Uint8Array;
  /** Of TLS 1.2. */
  block?: Opening['block'];
}

export function hashName({ hash }: Protection): 'SHA-256' | 'SHA-384' {
  return hash === sha384 ? 'SHA-384' : 'SHA-256';
}

const PROTECTED = /(?:WITH_|^TLS_)(AES_(128|256)_GCM|CHACHA20_POLY1305)_SHA(256|384)$/;

/** Undefined where we know no such suite, or do not open it, as those with CBC. */
export function protectionOf(suite: number): Protection | undefined {
  const [, aead, bits, hash] = PROTECTED.exec(CIPHER_SUITES[suite] ?? '') ?? [];
  if (!aead) return undefined;
  return {
    aead: bits ? 'AES-GCM' : 'ChaCha20-Poly1305',
    keyLength: bits ? Number(bits) / 8 : 32,
    hash: hash === '384' ? sha384 : sha256,
  };
}

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The HkdfLabel with an empty context: what HKDF-Expand gets besides the secret (RFC 9846, section 7.1). */
export function hkdfLabel(label: string, length: number): Uint8Array {
  const name = ascii(`tls13 ${label}`);
  return joined([Uint8Array.of(length >> 8, length, name.length), name, Uint8Array.of(0)]);
}

/** HKDF-Expand-Label with an empty context (RFC 9846, section 7.1). */
export function expandLabel({ hash }: Protection, secret: Uint8Array, label: string, length: number): Uint8Array {
  return expand(hash, secret, hkdfLabel(label, length), length);
}

/** The key and IV of a traffic secret (RFC 9846, section 7.3). */
export function trafficKeys(protection: Protection, secret: Uint8Array): Keys {
  return {
    key: expandLabel(protection, secret, 'key', protection.keyLength),
    iv: expandLabel(protection, secret, 'iv', 12),
  };
}

/** The traffic secret after a KeyUpdate (RFC 9846, section 7.2). */
export function nextSecret(protection: Protection, secret: Uint8Array): Uint8Array {
  return expandLabel(protection, secret, 'traffic upd', protection.hash.outputLen);
}

/** The PRF of TLS 1.2 (RFC 5246, section 5). */
export function prf({ hash }: Protection, secret: Uint8Array, seed: Uint8Array, length: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let a = seed;
  for (let had = 0; had < length; had += hash.outputLen) {
    a = hmac(hash, secret, a);
    parts.push(hmac(hash, secret, joined([a, seed])));
  }
  return joined(parts).subarray(0, length);
}

/** Both sides' keys from the master secret (RFC 5246, section 6.3); AEADs have no MAC keys. */
export function keyBlock(
  protection: Protection,
  master: Uint8Array,
  clientRandom: Uint8Array,
  serverRandom: Uint8Array,
): { client: Keys; server: Keys } {
  const [key, iv] = [protection.keyLength, protection.aead === 'AES-GCM' ? 4 : 12];
  const seed = joined([ascii('key expansion'), serverRandom, clientRandom]);
  const block = prf(protection, master, seed, 2 * (key + iv));
  const part = (keyAt: number, ivAt: number): Keys => ({
    key: block.subarray(keyAt, keyAt + key),
    iv: block.subarray(ivAt, ivAt + iv),
    block: { seed, keyAt, ivAt },
  });
  return { client: part(0, 2 * key), server: part(key, 2 * key + iv) };
}
