import type { Layer } from '../field.ts';
import { readRoot, type Reader } from '../reader.ts';
import { anything, readValue, sequence, simple, TAG } from './der.ts';
import { readExtension } from './extensions.ts';
import { readName } from './name.ts';
import { oidName, oidOf } from './oids.ts';

/** A certificate, field by field (RFC 5280, section 4.1). */
export function readCertificate(reader: Reader, name = 'Certificate'): void {
  sequence(reader, name, certificate => {
    sequence(certificate, 'tbsCertificate', readToBeSigned);
    readAlgorithm(certificate, 'signatureAlgorithm');
    simple(certificate, 'signatureValue', TAG.bitString);
  });
}

/** A certificate that came by itself. */
export function certificateLayer(bytes: Uint8Array): Layer {
  return { kind: 'message', bytes, root: readRoot('X.509', bytes, reader => readCertificate(reader)) };
}

function readToBeSigned(tbs: Reader): void {
  if (tbs.peek() === 0xa0) readValue(tbs, 'version', explicit => void simple(explicit, 'Version', TAG.integer));
  simple(tbs, 'serialNumber', TAG.integer);
  readAlgorithm(tbs, 'signature');
  readName(tbs, 'issuer');
  sequence(tbs, 'validity', validity => {
    simple(validity, 'notBefore', TAG.utcTime, TAG.generalizedTime);
    simple(validity, 'notAfter', TAG.utcTime, TAG.generalizedTime);
  });
  readName(tbs, 'subject');
  sequence(tbs, 'subjectPublicKeyInfo', readKey);
  if (tbs.peek() === 0x81) simple(tbs, 'issuerUniqueID');
  if (tbs.peek() === 0x82) simple(tbs, 'subjectUniqueID');
  if (tbs.peek() === 0xa3) readValue(tbs, 'extensions', explicit => sequence(explicit, 'Extensions', readAll));
}

function readAll(extensions: Reader): void {
  while (extensions.left > 0) readExtension(extensions);
}

/** Its identifier, and parameters that each algorithm has its own of. */
function readAlgorithm(reader: Reader, name: string): string {
  let algorithm = '';
  sequence(reader, name, inner => {
    algorithm = oidOf(simple(inner, 'algorithm', TAG.oid)) ?? '';
    if (inner.left > 0) anything(inner, 'parameters');
  });
  return algorithm;
}

function readKey(info: Reader): void {
  const algorithm = oidName(readAlgorithm(info, 'algorithm'));
  readValue(
    info,
    'subjectPublicKey',
    key => {
      key.number('unused bits', 1);
      if (algorithm === 'rsaEncryption') readRsaKey(key);
      else key.rest('value');
    },
    TAG.bitString,
  );
}

/** RFC 8017, appendix A.1.1. */
function readRsaKey(key: Reader): void {
  sequence(key, 'RSAPublicKey', rsa => {
    simple(rsa, 'modulus', TAG.integer);
    simple(rsa, 'publicExponent', TAG.integer);
  });
}
