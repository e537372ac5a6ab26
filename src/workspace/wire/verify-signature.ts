import type { Proof } from '../../wire/tls/finished.ts';
import type { Signed } from '../../wire/tls/signed.ts';

interface Scheme {
  key: RsaHashedImportParams | EcKeyImportParams | { name: 'Ed25519' };
  verify: RsaPssParams | EcdsaParams | { name: string };
  /** Of ECDSA: how long each of its two numbers is. */
  half?: number;
}

const ecdsa = (namedCurve: string, hash: string, half: number): Scheme => ({
  key: { name: 'ECDSA', namedCurve },
  verify: { name: 'ECDSA', hash },
  half,
});
const pss = (hash: string, saltLength: number): Scheme => ({
  key: { name: 'RSA-PSS', hash },
  verify: { name: 'RSA-PSS', saltLength },
});
const pkcs1 = (hash: string): Scheme => ({
  key: { name: 'RSASSA-PKCS1-v1_5', hash },
  verify: { name: 'RSASSA-PKCS1-v1_5' },
});

/** By their numbers (RFC 9846, section 4.2.3); in TLS 1.2 ECDSA goes with any curve, and others than these are not checked. */
const SCHEMES: Readonly<Record<number, Scheme>> = {
  0x0401: pkcs1('SHA-256'),
  0x0501: pkcs1('SHA-384'),
  0x0601: pkcs1('SHA-512'),
  0x0403: ecdsa('P-256', 'SHA-256', 32),
  0x0503: ecdsa('P-384', 'SHA-384', 48),
  0x0603: ecdsa('P-521', 'SHA-512', 66),
  0x0804: pss('SHA-256', 32),
  0x0805: pss('SHA-384', 48),
  0x0806: pss('SHA-512', 64),
  0x0807: { key: { name: 'Ed25519' }, verify: { name: 'Ed25519' } },
};

/** Verifies by the browser's own means; `unchecked` where it has none for this, or none at all, as on plain http. */
export async function verifySignature(signed: Signed): Promise<Proof | 'unchecked'> {
  const scheme = SCHEMES[signed.scheme];
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (!scheme || !subtle) return 'unchecked';
  const [publicKey, content] = [signed.publicKey.slice(), signed.content.slice()];
  try {
    const key = await subtle.importKey('spki', publicKey, scheme.key, false, ['verify']);
    const signature = scheme.half ? pairOf(signed.signature, scheme.half) : signed.signature.slice();
    if (!signature) return 'no-match';
    return (await subtle.verify(scheme.verify, key, signature, content)) ? 'verified' : 'no-match';
  } catch {
    return 'unchecked'; // A key of another kind, or an algorithm that this browser does not have.
  }
}

/** The two numbers of an ECDSA signature in DER (RFC 3279, section 2.2.3), each at this length, as WebCrypto wants them. */
function pairOf(der: Uint8Array, half: number): Uint8Array<ArrayBuffer> | undefined {
  let at = der[1]! < 0x80 ? 2 : 3;
  const pair = new Uint8Array(2 * half);
  for (const end of [half, 2 * half]) {
    if (der[at] !== 2) return undefined;
    const length = der[at + 1]!;
    const number = der.subarray(at + 2, at + 2 + length);
    const digits = number.subarray(number.findIndex(byte => byte !== 0));
    if (digits.length > half) return undefined;
    pair.set(digits, end - digits.length);
    at += 2 + length;
  }
  return at === der.length ? pair : undefined;
}
