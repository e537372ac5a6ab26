/**
 * The certificates and keys that lessons use, as data. A lesson names files of this table in its lesson.json:
 * `alice` here is `alice.crt` and `alice.key` there. To add one, add a line; everything is minted anew.
 */
export interface Profile {
  /** Relative distinguished names in their order; the same type may stand twice. */
  subject: readonly Rdn[];
  /** Name of the profile that signs it; `self` for a self-signed certificate. */
  issuer: string;
  key?: 'p256' | 'rsa';
  /** Basic constraints, RFC 5280, 4.2.1.9: may it sign other certificates? */
  ca?: true;
  /** Leave key usage (RFC 5280, 4.2.1.3) out, so that basic constraints alone decide. */
  anyKeyUsage?: true;
  /** Extended key usage, RFC 5280, 4.2.1.12. */
  usage?: readonly Usage[];
  /** Subject alternative names, RFC 5280, 4.2.1.6. */
  names?: readonly `${'dns' | 'ip' | 'uri'}:${string}`[];
  /** A key of VALIDITY, or dates; `current` unless told. */
  valid?: 'expired' | 'not-yet' | { notBefore: Date; notAfter: Date };
  /** A private key that lies about is a lesson of its own: a CA's is never written. */
  writeKey?: false;
  /** The profile whose key identifier (RFC 5280, 4.2.1.2) it carries for its own: like a name, anybody can copy it. */
  keyIdOf?: string;
  /** Put the issuer's certificate behind its own, as a server sends them (RFC 8446, 4.4.2). */
  withIssuer?: true;
}

export type Rdn = { CN: string } | { O: string };
export type Usage = 'server' | 'client';

/**
 * The same dates in every build, so that a reader's clock decides nothing: a computer whose clock is years off, or a
 * site that is served for years, gets the verdicts that the lesson tells of. The machine's clock stays between
 * `expired` and `not-yet` (src/emulator/guest-time.ts).
 */
export const VALIDITY = {
  expired: { notBefore: new Date('1991-01-01T00:00:00Z'), notAfter: new Date('1993-12-31T23:59:59Z') },
  current: { notBefore: new Date('1991-01-01T00:00:00Z'), notAfter: new Date('2099-12-31T23:59:59Z') },
  'not-yet': { notBefore: new Date('2096-01-01T00:00:00Z'), notAfter: new Date('2099-12-31T23:59:59Z') },
} as const;

const O = { O: 'Handshake' };
const HOSTS = ['dns:localhost', 'ip:127.0.0.1', 'ip:::1', 'dns:server.test', 'dns:bank.test'] as const;

const server = {
  subject: [{ CN: 'server.test' }, O],
  issuer: 'ca',
  usage: ['server'],
  names: HOSTS,
} as const satisfies Profile;
// RFC 6963: `example` is the namespace that nobody has to register.
const client = (name: string) =>
  ({
    subject: [{ CN: name }, O],
    issuer: 'ca',
    usage: ['client'],
    names: [`uri:urn:example:user:${name}`],
  }) as const satisfies Profile;

export const PROFILES: Readonly<Record<string, Profile>> = {
  ca: { subject: [{ CN: 'Handshake Lesson CA' }, O], issuer: 'self', ca: true, writeKey: false },
  'other-ca': { subject: [{ CN: 'Another CA' }, { O: 'Elsewhere' }], issuer: 'self', ca: true, writeKey: false },
  // Anybody may write our CA's name and key identifier into a CA of their own: only its key is another, so a program
  // that compares anything else, or asks OpenSSL which CA a certificate names, lets its people in.
  'namesake-ca': {
    subject: [{ CN: 'Handshake Lesson CA' }, O],
    issuer: 'self',
    ca: true,
    keyIdOf: 'ca',
    writeKey: false,
  },
  'not-a-ca': {
    subject: [{ CN: 'Not A CA' }, O],
    issuer: 'ca',
    usage: ['server', 'client'],
    anyKeyUsage: true,
    writeKey: false,
  },

  server: server,
  'server-rsa': { ...server, key: 'rsa' },
  // Another customer of the same CA on the same machine: right for its address, wrong for the bank.
  shop: { ...server, subject: [{ CN: 'shop.test' }, O], names: ['dns:shop.test', 'dns:localhost', 'ip:127.0.0.1'] },
  // The bank's name is a part of each, at its end and at its start, and neither is the bank.
  'lookalike-server': {
    ...server,
    subject: [{ CN: 'notbank.test' }, O],
    names: ['dns:bank.test.evil.test', 'dns:notbank.test'],
  },
  'wrong-host': { ...server, subject: [{ CN: 'other.test' }, O], names: ['dns:other.test'] },
  expired: { ...server, valid: 'expired' },
  'not-yet-valid': { ...server, valid: 'not-yet' },
  'wrong-eku': { ...server, usage: ['client'] },
  'under-not-a-ca': { ...server, issuer: 'not-a-ca', withIssuer: true },
  'self-signed-server': { ...server, issuer: 'self' },
  'other-ca-server': { ...server, issuer: 'other-ca' },
  'namesake-server': { ...server, issuer: 'namesake-ca' },

  alice: client('alice'),
  bob: client('bob'),
  admin: client('admin'),
  'self-signed-alice': { ...client('alice'), issuer: 'self' },
  'other-ca-alice': { ...client('alice'), issuer: 'other-ca' },
  'namesake-alice': { ...client('alice'), issuer: 'namesake-ca' },
  'alice-server-eku': { ...client('alice'), usage: ['server'] },
  'expired-alice': { ...client('alice'), valid: 'expired' },
  // Two common names in one subject: Node's getPeerCertificate() gives a list where a string was expected.
  'two-names': { ...client('bob'), subject: [{ CN: 'bob' }, { CN: 'alice' }, O] },
  // A space after the name: somebody else, who becomes alice in any program that trims or compares loosely.
  'lookalike-alice': { ...client('mallory'), subject: [{ CN: 'alice ' }, O] },
};

/** RSA 2048 key pairs `<name>.key` and `<name>.pub.pem`: making one takes the tab's machine half a minute. */
export const RSA_KEYS = ['rsa-2048', 'rsa-2048-other'] as const;

/** The names of all files that are minted. */
export const PKI_FILES: readonly string[] = [
  ...Object.entries(PROFILES).flatMap(([name, { writeKey }]) =>
    writeKey === false ? [`${name}.crt`] : [`${name}.crt`, `${name}.key`],
  ),
  ...RSA_KEYS.flatMap(name => [`${name}.key`, `${name}.pub.pem`]),
];
