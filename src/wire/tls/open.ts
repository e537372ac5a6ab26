import { gcm } from '@noble/ciphers/aes.js';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';

import { joined } from '../bytes.ts';
import type { Opening } from '../field.ts';
import { hashName, type Keys, type Protection } from './keys.ts';

/** How long the tag of each AEAD is that we open. */
export const TAG_LENGTH = 16;
export const EXPLICIT_NONCE_LENGTH = 8;

/** The number of a record as 64 bits. */
function sequenceBytes(sequence: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(sequence));
  return bytes;
}

/** The IV with the record's number in its last eight bytes, by exclusive or (RFC 9846, section 5.3). */
function perRecord(iv: Uint8Array, sequence: number): Uint8Array {
  const nonce = iv.slice();
  sequenceBytes(sequence).forEach((byte, at) => (nonce[iv.length - 8 + at]! ^= byte));
  return nonce;
}

/** What an AEAD gives back, with what it needed; undefined where the tag does not fit. */
export interface Opened {
  plaintext: Uint8Array;
  how: Omit<Opening, 'secret' | 'secretBytes'>;
}

function open(
  protection: Protection,
  keys: Keys,
  nonce: Uint8Array,
  aad: Uint8Array,
  box: Uint8Array,
  sequence: number,
) {
  try {
    const cipher = protection.aead === 'AES-GCM' ? gcm : chacha20poly1305;
    const plaintext = cipher(keys.key, nonce, aad).decrypt(box);
    const { aead } = protection;
    return { plaintext, how: { aead, ...keys, nonce, aad, sequence, hash: hashName(protection) } };
  } catch {
    return undefined; // The library throws where the tag does not fit, or the box has no room for one.
  }
}

/** A record of TLS 1.3: its header is authenticated, too (RFC 9846, section 5.2). */
export function openRecord13(
  protection: Protection,
  keys: Keys,
  record: Uint8Array,
  sequence: number,
): Opened | undefined {
  return open(protection, keys, perRecord(keys.iv, sequence), record.subarray(0, 5), record.subarray(5), sequence);
}

/** A record of TLS 1.2 (RFC 5246, section 6.2.3.3; RFC 5288; RFC 7905). */
export function openRecord12(
  protection: Protection,
  keys: Keys,
  record: Uint8Array,
  sequence: number,
): Opened | undefined {
  const explicit = protection.aead === 'AES-GCM' ? EXPLICIT_NONCE_LENGTH : 0;
  const length = record.length - 5 - explicit - TAG_LENGTH;
  if (length < 0) return undefined;
  const nonce = explicit ? joined([keys.iv, record.subarray(5, 5 + explicit)]) : perRecord(keys.iv, sequence);
  const aad = joined([sequenceBytes(sequence), record.subarray(0, 3), Uint8Array.of(length >> 8, length)]);
  return open(protection, keys, nonce, aad, record.subarray(5 + explicit), sequence);
}
