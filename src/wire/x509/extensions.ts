import type { Reader } from '../reader.ts';
import { anything, readValue, sequence, simple, TAG } from './der.ts';
import { generalNames, readGeneralName } from './name.ts';
import { oidName, oidOf } from './oids.ts';

const USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
];

const isUsed = (bytes: Uint8Array, n: number): boolean => Boolean((bytes[n >> 3] ?? 0) & (0x80 >> (n & 7)));

/** RFC 5280, section 4.2.1.3: a bit for each use. */
function keyUsage(reader: Reader): void {
  readValue(
    reader,
    'KeyUsage',
    inner => {
      inner.number('unused bits', 1);
      inner.rest('value', bytes => USAGES.filter((_, n) => isUsed(bytes, n)).join(', '));
    },
    TAG.bitString,
  );
}

function basicConstraints(reader: Reader): void {
  sequence(reader, 'BasicConstraints', inner => {
    if (inner.peek() === TAG.boolean) simple(inner, 'cA', TAG.boolean);
    if (inner.peek() === TAG.integer) simple(inner, 'pathLenConstraint', TAG.integer);
  });
}

function authorityKeyIdentifier(reader: Reader): void {
  sequence(reader, 'AuthorityKeyIdentifier', inner => {
    if (inner.peek() === 0x80) simple(inner, 'keyIdentifier');
    if (inner.peek() === 0xa1) readValue(inner, 'authorityCertIssuer', generalNames);
    if (inner.peek() === 0x82) simple(inner, 'authorityCertSerialNumber');
  });
}

function distributionPoints(reader: Reader): void {
  sequence(reader, 'CRLDistributionPoints', list => {
    while (list.left > 0)
      sequence(list, 'DistributionPoint', point => {
        if (point.peek() === 0xa0) readValue(point, 'distributionPoint', pointName);
        while (point.left > 0) anything(point, 'value');
      });
  });
}

const pointName = (reader: Reader): void => {
  if (reader.peek() === 0xa0) readValue(reader, 'fullName', generalNames);
};

function informationAccess(reader: Reader): void {
  sequence(reader, 'AuthorityInfoAccessSyntax', list => {
    while (list.left > 0)
      sequence(list, 'AccessDescription', access => {
        simple(access, 'accessMethod', TAG.oid);
        readGeneralName(access);
      });
  });
}

function policies(reader: Reader): void {
  sequence(reader, 'certificatePolicies', list => {
    while (list.left > 0)
      sequence(list, 'PolicyInformation', policy => {
        simple(policy, 'policyIdentifier', TAG.oid);
        if (policy.left > 0) anything(policy, 'policyQualifiers');
      });
  });
}

const READ: Readonly<Record<string, (reader: Reader) => void>> = {
  basicConstraints,
  keyUsage,
  authorityKeyIdentifier,
  subjectKeyIdentifier: reader => void simple(reader, 'SubjectKeyIdentifier', TAG.octetString),
  subjectAltName: reader => sequence(reader, 'GeneralNames', generalNames),
  issuerAltName: reader => sequence(reader, 'GeneralNames', generalNames),
  extKeyUsage: reader =>
    sequence(reader, 'ExtKeyUsageSyntax', list => {
      while (list.left > 0) simple(list, 'KeyPurposeId', TAG.oid);
    }),
  cRLDistributionPoints: distributionPoints,
  authorityInfoAccess: informationAccess,
  certificatePolicies: policies,
  nameConstraints: reader => anything(reader, 'NameConstraints'),
  tlsfeature: reader => anything(reader, 'Features'),
};

/** One extension (RFC 5280, section 4.1): what it is, whether it must be understood, and what it says. */
export function readExtension(reader: Reader): void {
  const name = nameOfNext(reader);
  sequence(reader, name, inner => {
    simple(inner, 'extnID', TAG.oid);
    if (inner.peek() === TAG.boolean) simple(inner, 'critical', TAG.boolean);
    const read = READ[name];
    readValue(inner, 'extnValue', value => (read ? read(value) : void value.rest('value')), TAG.octetString);
  });
}

/** The name of its identifier, read ahead: it names the field that holds it. */
function nameOfNext(reader: Reader): string {
  const header = (reader.peek(1) ?? 0) < 0x80 ? 2 : 2 + ((reader.peek(1) ?? 0) & 0x7f);
  if (reader.peek(header) !== TAG.oid) return 'Extension';
  const length = reader.peek(header + 1) ?? 0;
  const bytes = Uint8Array.from({ length: Math.min(length, 32) }, (_, n) => reader.peek(header + 2 + n) ?? 0);
  return oidName(oidOf(bytes) ?? '') ?? 'Extension';
}
