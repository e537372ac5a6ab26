import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** Valid at the past date the image is built at, and for as long as an image may be used. */
const NOT_BEFORE = new Date('2015-01-01T00:00:00Z');
const NOT_AFTER = new Date('2049-12-31T00:00:00Z');
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

interface Signed {
  certificate: x509.X509Certificate;
  keys: webcrypto.CryptoKeyPair;
}

/** Certificates and keys (PEM by file name) that the machine warms up with; no lesson ever sees them used. */
export async function warmUpPki(): Promise<Record<string, string>> {
  x509.cryptoProvider.set(webcrypto as unknown as Crypto);
  const ca = await sign('Warm-up CA', null, [new x509.BasicConstraintsExtension(true, 0, true)]);
  const files: Record<string, string> = { 'ca.crt': ca.certificate.toString('pem') };
  for (const name of ['server', 'client']) {
    const names = new x509.SubjectAlternativeNameExtension([
      { type: 'dns', value: name === 'server' ? 'localhost' : 'client.test' },
      ...(name === 'server' ? [{ type: 'ip' as const, value: '127.0.0.1' }] : []),
    ]);
    const signed = await sign(name, ca, [new x509.BasicConstraintsExtension(false), names]);
    files[`${name}.crt`] = signed.certificate.toString('pem');
    files[`${name}.key`] = await pemOfKey(signed.keys.privateKey);
  }
  return files;
}

async function sign(name: string, issuer: Signed | null, extensions: x509.Extension[]): Promise<Signed> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `CN=${name}`,
    issuer: issuer ? issuer.certificate.subject : `CN=${name}`,
    publicKey: keys.publicKey as unknown as CryptoKey,
    signingKey: (issuer ?? { keys }).keys.privateKey as unknown as CryptoKey,
    signingAlgorithm: ALGORITHM,
    notBefore: NOT_BEFORE,
    notAfter: NOT_AFTER,
    extensions,
  });
  return { certificate, keys };
}

async function pemOfKey(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${der.replace(/.{64}/g, '$&\n').trimEnd()}\n-----END PRIVATE KEY-----\n`;
}
