import { createPrivateKey, type KeyObject, type webcrypto } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** A private key that signs what shows a provider who we are (RFC 7523, 2.2), and its name there. */
export interface ClientKey {
  key: webcrypto.CryptoKey;
  kid?: string;
}

interface Algorithm {
  name: string;
  hash?: string;
  namedCurve?: string;
}

/** The key in a file, as PEM (PKCS #8) or JWK; rejects with an error that names `variable` and says what to do. */
export async function clientKey(variable: string, path: string): Promise<ClientKey> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${variable}=${path} cannot be read (${error.code}); name a file with a private key`);
  });
  try {
    const jwk = text.trimStart().startsWith('{') ? (JSON.parse(text) as JsonWebKey & { kid?: string }) : undefined;
    const held = jwk ? createPrivateKey({ key: jwk as never, format: 'jwk' }) : createPrivateKey(text);
    const key = held.toCryptoKey(algorithmOf(held, jwk?.alg) as never, false, ['sign']);
    return { key, ...(jwk?.kid !== undefined && { kid: jwk.kid }) };
  } catch (cause) {
    throw new Error(`${variable}=${path} holds no private key; write an RSA, EC or Ed25519 key in PEM or as JWK`, {
      cause,
    });
  }
}

const CURVES: Readonly<Record<string, string>> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' };

/** RFC 7518, 3.1; an RSA key signs by RS256 unless its JWK says another. */
function algorithmOf({ asymmetricKeyType: type, asymmetricKeyDetails }: KeyObject, alg = 'RS256'): Algorithm {
  if (type === 'ed25519') return { name: 'Ed25519' };
  if (type === 'ec') return { name: 'ECDSA', namedCurve: CURVES[asymmetricKeyDetails?.namedCurve ?? '']! };
  if (type !== 'rsa') throw new Error(`${type} does not sign`);
  return { name: alg.startsWith('PS') ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5', hash: `SHA-${alg.slice(2)}` };
}
