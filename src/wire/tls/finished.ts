import { hmac } from '@noble/hashes/hmac.js';

import { joined, sameBytes } from '../bytes.ts';
import { expandLabel, prf, type Protection } from './keys.ts';

/** Whether what a message proves was found to be so, computed again from what is at hand. */
export type Proof = 'verified' | 'no-match';

const MESSAGE_HASH = 254;
/** Of verify_data in TLS 1.2. */
const SHORT = 12;

/** All handshake messages so far, as Finished and CertificateVerify count them (RFC 9846, section 4.4.1). */
export class Transcript {
  readonly #messages: { name: string; bytes: Uint8Array }[] = [];

  /** A HelloRequest is in no transcript (RFC 5246, section 7.4.1.1). */
  add(name: string, bytes: Uint8Array): void {
    if (name !== 'HelloRequest') this.#messages.push({ name, bytes });
  }

  hash({ hash }: Protection): Uint8Array {
    const messages = this.#messages.map(({ bytes }) => bytes);
    // Before a HelloRetryRequest the first ClientHello stands for itself only by its hash.
    if (this.#messages[1]?.name === 'HelloRetryRequest' && messages[0]) {
      messages[0] = joined([Uint8Array.of(MESSAGE_HASH, 0, 0, hash.outputLen), hash(messages[0])]);
    }
    return hash(joined(messages));
  }

  /** One after the other. */
  bytes(): Uint8Array {
    return joined(this.#messages.map(({ bytes }) => bytes));
  }

  clear(): void {
    this.#messages.length = 0;
  }
}

/** Whether this is the Finished that the holder of the handshake traffic secret makes (RFC 9846, section 4.4.4). */
export function proveFinished13(
  protection: Protection,
  secret: Uint8Array,
  transcript: Transcript,
  verifyData: Uint8Array,
): Proof {
  const key = expandLabel(protection, secret, 'finished', protection.hash.outputLen);
  return verdict(hmac(protection.hash, key, transcript.hash(protection)), verifyData);
}

/** The same of TLS 1.2, from the master secret (RFC 5246, section 7.4.9). */
export function proveFinished12(
  protection: Protection,
  master: Uint8Array,
  side: 'client' | 'server',
  transcript: Transcript,
  verifyData: Uint8Array,
): Proof {
  const seed = joined([new TextEncoder().encode(`${side} finished`), transcript.hash(protection)]);
  return verdict(prf(protection, master, seed, SHORT), verifyData);
}

const verdict = (expected: Uint8Array, actual: Uint8Array): Proof =>
  sameBytes(expected, actual) ? 'verified' : 'no-match';
