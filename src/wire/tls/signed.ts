import { joined } from '../bytes.ts';
import { fieldsOf, type Field } from '../field.ts';
import type { Transcript } from './finished.ts';
import { protectionOf } from './keys.ts';
import { TLS13, type HandshakeState } from './state.ts';

/** What a CertificateVerify signs, and all that it takes to verify it. */
export interface Signed {
  /** A SignatureScheme (RFC 9846, section 4.2.3). */
  scheme: number;
  content: Uint8Array;
  /** The SubjectPublicKeyInfo of the certificate that this end has shown, in DER. */
  publicKey: Uint8Array;
  signature: Uint8Array;
}

/** The public key of the first certificate in a Certificate message; undefined where it has none. */
export function publicKeyIn(message: Field, bytes: Uint8Array): Uint8Array | undefined {
  const key = fieldsOf(message).find(({ name }) => name === 'subjectPublicKeyInfo');
  return key && bytes.subarray(key.at, key.at + key.length);
}

/** Of a CertificateVerify whose bytes these are, after the messages of the transcript; undefined where it is too short. */
export function signedBy(
  side: 'client' | 'server',
  verify: Uint8Array,
  publicKey: Uint8Array,
  transcript: Transcript,
  state: HandshakeState,
): Signed | undefined {
  const content = contentOf(side, transcript, state);
  if (!content || verify.length < 8) return undefined;
  const scheme = (verify[4]! << 8) | verify[5]!;
  return { scheme, content, publicKey, signature: verify.subarray(8) };
}

/** RFC 9846, section 4.4.3; in TLS 1.2 all messages as they were (RFC 5246, section 7.4.8). */
function contentOf(side: 'client' | 'server', transcript: Transcript, state: HandshakeState): Uint8Array | undefined {
  if (state.version !== TLS13) return transcript.bytes();
  const protection = protectionOf(state.cipherSuite ?? -1);
  if (!protection) return undefined;
  const context = new TextEncoder().encode(`TLS 1.3, ${side} CertificateVerify\0`);
  return joined([new Uint8Array(64).fill(0x20), context, transcript.hash(protection)]);
}
