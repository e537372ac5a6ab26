import 'reflect-metadata'; // @peculiar/x509 asks for it, before it is loaded itself
import * as x509 from '@peculiar/x509';

import { VALIDITY, type Profile, type Rdn, type Usage } from './profiles.ts';

const { subtle } = globalThis.crypto;
const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const F4 = new Uint8Array([1, 0, 1]);
const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: F4 };
const PURPOSE: Record<Usage, x509.ExtendedKeyUsage> = {
  server: x509.ExtendedKeyUsage.serverAuth,
  client: x509.ExtendedKeyUsage.clientAuth,
};
const NAME_TYPE = { dns: 'dns', ip: 'ip', uri: 'url' } as const;

export interface Minted {
  certificate: x509.X509Certificate;
  keys: CryptoKeyPair;
}

/**
 * Mints a certificate and its key pair; `issuer` is its signer, absent when it signs itself; `copied` is the one whose
 * key identifier it claims, if not its own.
 */
export async function mint(profile: Profile, issuer?: Minted, copied?: Minted): Promise<Minted> {
  const keys = await keyPair(profile.key ?? 'p256');
  const subject = profile.subject.map(valueInList);
  const certificate = await x509.X509CertificateGenerator.create({
    subject,
    issuer: issuer ? issuer.certificate.subjectName.toJSON() : subject,
    ...(typeof profile.valid === 'object' ? profile.valid : VALIDITY[profile.valid ?? 'current']),
    publicKey: keys.publicKey,
    signingKey: (issuer ?? { keys }).keys.privateKey,
    signingAlgorithm: P256, // every signer in the table has such a key
    extensions: await extensions(profile, await keyIdOf(copied ?? keys.publicKey), issuer),
  });
  return { certificate, keys };
}

function valueInList(rdn: Rdn): Record<string, string[]> {
  return 'CN' in rdn ? { CN: [rdn.CN] } : { O: [rdn.O] };
}

/** A fresh key pair; both keys can be exported. */
export async function keyPair(type: 'p256' | 'rsa'): Promise<CryptoKeyPair> {
  return (await subtle.generateKey(type === 'rsa' ? RSA : P256, true, ['sign', 'verify'])) as CryptoKeyPair;
}

/** A private key as PKCS #8 or a public one as SubjectPublicKeyInfo, in PEM. */
export async function keyPem(key: CryptoKey): Promise<string> {
  const isPrivate = key.type === 'private';
  const der = await subtle.exportKey(isPrivate ? 'pkcs8' : 'spki', key);
  return `${x509.PemConverter.encode(der, isPrivate ? 'PRIVATE KEY' : 'PUBLIC KEY')}\n`;
}

/** A certificate in PEM, followed by its issuer's where given. */
export function chainPem(...certificates: x509.X509Certificate[]): string {
  return certificates.map(certificate => `${certificate.toString('pem')}\n`).join('');
}

/** A key's identifier in hex: the one that a certificate carries, or made from the key (RFC 5280, 4.2.1.2 (1)). */
async function keyIdOf(from: Minted | CryptoKey): Promise<string> {
  if (!('certificate' in from)) return (await x509.SubjectKeyIdentifierExtension.create(from)).keyId;
  return from.certificate.getExtension(x509.SubjectKeyIdentifierExtension)!.keyId;
}

async function extensions(profile: Profile, keyId: string, issuer?: Minted): Promise<x509.Extension[]> {
  return [
    new x509.BasicConstraintsExtension(profile.ca ?? false, undefined, true),
    ...(profile.anyKeyUsage ? [] : [new x509.KeyUsagesExtension(keyUsage(profile), true)]),
    new x509.SubjectKeyIdentifierExtension(keyId),
    new x509.AuthorityKeyIdentifierExtension(issuer ? await keyIdOf(issuer) : keyId),
    ...(profile.usage ? [new x509.ExtendedKeyUsageExtension(profile.usage.map(one => PURPOSE[one]))] : []),
    ...(profile.names ? [new x509.SubjectAlternativeNameExtension(profile.names.map(generalName))] : []),
  ];
}

function keyUsage({ ca, key }: Profile): x509.KeyUsageFlags {
  const { keyCertSign, cRLSign, digitalSignature, keyEncipherment } = x509.KeyUsageFlags;
  if (ca) return keyCertSign | cRLSign;
  return key === 'rsa' ? digitalSignature | keyEncipherment : digitalSignature;
}

/** `dns:server.test` as the library's { type, value }. */
function generalName(name: string): x509.JsonGeneralName {
  const at = name.indexOf(':');
  return { type: NAME_TYPE[name.slice(0, at) as keyof typeof NAME_TYPE], value: name.slice(at + 1) };
}
