import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { GUEST_TIME } from '../emulator/guest-time.ts';
import { clientVerdict, serverVerdict } from './handshakes.ts';
import { ensurePki } from './index.ts';
import { PKI_FILES, PROFILES, RSA_KEYS } from './profiles.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const YEAR_MS = 365 * DAY_MS;
const parent = mkdtempSync(join(tmpdir(), 'handshake-pki-'));
const folder = join(parent, 'pki');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const certificate = (name: string): X509Certificate => new X509Certificate(read(`${name}.crt`));

beforeAll(async () => void (await ensurePki(folder)));
afterAll(() => rmSync(parent, { recursive: true }));

describe('a client that trusts the lesson CA and dials localhost', () => {
  test.each([
    ['server', 'accepted'],
    ['server-rsa', 'accepted'],
    ['shop', 'accepted'],
    ['wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['lookalike-server', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['expired', 'CERT_HAS_EXPIRED'],
    ['not-yet-valid', 'CERT_NOT_YET_VALID'],
    ['wrong-eku', 'INVALID_PURPOSE'],
    ['under-not-a-ca', 'INVALID_PURPOSE'], // OpenSSL finds INVALID_CA first, and tells the last it found
    ['self-signed-server', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['other-ca-server', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['namesake-server', 'CERT_SIGNATURE_FAILURE'],
    ['alice', 'INVALID_PURPOSE'],
  ])('says of %s: %s', async (name, verdict) => {
    expect(await clientVerdict(folder, name)).toBe(verdict);
  });

  test('knows the server by its other names too, and wrong-host by its own', async () => {
    expect(await clientVerdict(folder, 'server', 'bank.test')).toBe('accepted');
    expect(await clientVerdict(folder, 'wrong-host', 'other.test')).toBe('accepted');
    expect(await clientVerdict(folder, 'server', 'other.test')).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(await clientVerdict(folder, 'shop', 'bank.test')).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(await clientVerdict(folder, 'lookalike-server', 'notbank.test')).toBe('accepted');
    expect(await clientVerdict(folder, 'lookalike-server', 'bank.test')).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });
});

describe('a server that asks clients for certificates of the lesson CA', () => {
  test.each([
    ['alice', 'accepted'],
    ['bob', 'accepted'],
    ['admin', 'accepted'],
    ['two-names', 'accepted'],
    ['lookalike-alice', 'accepted'],
    ['self-signed-alice', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['other-ca-alice', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['namesake-alice', 'CERT_SIGNATURE_FAILURE'],
    ['alice-server-eku', 'INVALID_PURPOSE'],
    ['expired-alice', 'CERT_HAS_EXPIRED'],
    ['server', 'INVALID_PURPOSE'],
    [undefined, 'UNABLE_TO_GET_ISSUER_CERT'],
  ])('says of %s: %s', async (name, verdict) => {
    expect(await serverVerdict(folder, name)).toBe(verdict);
  });
});

describe('what the certificates say', () => {
  test('alice and bob are named once, in the subject and as a URI', () => {
    for (const name of ['alice', 'bob', 'admin']) {
      expect(certificate(name).toLegacyObject().subject).toEqual({ CN: name, O: 'Handshake' });
      expect(certificate(name).subjectAltName).toBe(`URI:urn:example:user:${name}`);
    }
  });

  test('two-names is bob and alice at once', () => {
    expect(certificate('two-names').toLegacyObject().subject.CN).toEqual(['bob', 'alice']);
  });

  test('lookalike-alice is not alice, though it looks like her', () => {
    const { CN } = certificate('lookalike-alice').toLegacyObject().subject;
    expect(CN).not.toBe('alice');
    expect(CN).toBe('alice ');
    expect(certificate('lookalike-alice').subjectAltName).toBe('URI:urn:example:user:mallory');
  });

  test('namesake-alice names our CA as her issuer, by name and key identifier; it has not signed her', () => {
    expect(certificate('namesake-alice').issuer).toBe(certificate('alice').issuer);
    expect(certificate('namesake-alice').checkIssued(certificate('ca'))).toBe(true);
    expect(certificate('namesake-alice').verify(certificate('ca').publicKey)).toBe(false);
    expect(certificate('namesake-alice').verify(certificate('namesake-ca').publicKey)).toBe(true);
  });

  test('only the three CAs may sign', () => {
    const signers = Object.keys(PROFILES).filter(name => certificate(name).ca);
    expect(signers).toEqual(['ca', 'other-ca', 'namesake-ca']);
  });

  test('under-not-a-ca comes with the issuer that may not sign, and really is signed by it', () => {
    expect(read('under-not-a-ca.crt').match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    expect(read('under-not-a-ca.crt').endsWith(read('not-a-ca.crt'))).toBe(true);
    expect(certificate('under-not-a-ca').verify(certificate('not-a-ca').publicKey)).toBe(true);
    expect(certificate('not-a-ca').verify(certificate('ca').publicKey)).toBe(true);
  });
});

describe('at any time that a reader’s clock may show', () => {
  const now = Date.now();
  // image/clock.test.ts has them judged in the machine, with its clock set.
  test.each([
    ['the first the machine can show', GUEST_TIME.first],
    ['the last the machine can show', GUEST_TIME.last],
    ['three days ago', now - 3 * DAY_MS],
    ['ten years ago', now - 10 * YEAR_MS],
    ['in ten years', now + 10 * YEAR_MS],
    ['in ten years, on a site that has been served for thirty', now + 40 * YEAR_MS],
  ])('%s: good ones are good, expired ones expired, early ones early', (_, at) => {
    for (const [name, { valid }] of Object.entries(PROFILES)) {
      const { validFrom, validTo } = certificate(name);
      const state = Date.parse(validTo) < at ? 'expired' : Date.parse(validFrom) > at ? 'not-yet' : undefined;
      expect(state, name).toBe(valid);
    }
  });

  // RFC 5280, 4.1.2.5: UTCTime to the end of 2049, GeneralizedTime from then on.
  test('years past 2049 are written with four digits', () => {
    const utcTime = Buffer.from('\x17\x0d910101000000Z');
    const generalizedTime = Buffer.from('\x18\x0f20991231235959Z');
    expect(certificate('alice').raw.includes(Buffer.concat([utcTime, generalizedTime]))).toBe(true);
  });
});

describe('the files', () => {
  test('hold the key of every certificate that has one, and no CA’s', () => {
    for (const [name, profile] of Object.entries(PROFILES)) {
      if (profile.writeKey === false) expect(readdirSync(folder), name).not.toContain(`${name}.key`);
      else expect(certificate(name).checkPrivateKey(createPrivateKey(read(`${name}.key`))), name).toBe(true);
    }
    for (const name of ['ca', 'other-ca', 'namesake-ca', 'not-a-ca']) expect(PROFILES[name]?.writeKey).toBe(false);
  });

  test('are the ones that a lesson may name, and the record of them', () => {
    expect(readdirSync(folder).sort()).toEqual([...PKI_FILES, 'minted.json'].sort());
  });

  test('hold RSA pairs of 2048 bits that belong together', () => {
    for (const name of RSA_KEYS) {
      const key = createPrivateKey(read(`${name}.key`));
      expect(key.asymmetricKeyDetails?.modulusLength).toBe(2048);
      expect(createPublicKey(key).export({ type: 'spki', format: 'pem' })).toBe(read(`${name}.pub.pem`));
    }
    expect(read('rsa-2048.key')).not.toBe(read('rsa-2048-other.key'));
  });
});

describe('minting', () => {
  test('leaves good certificates alone, also when two ask at once', async () => {
    const before = statSync(join(folder, 'ca.crt')).mtimeMs;
    await Promise.all([ensurePki(folder), ensurePki(folder)]);
    expect(statSync(join(folder, 'ca.crt')).mtimeMs).toBe(before);
  });

  test('happens again when the profiles have changed since', async () => {
    const old = join(parent, 'old');
    await ensurePki(old);
    const before = readFileSync(join(old, 'ca.crt'), 'utf8');
    writeFileSync(join(old, 'minted.json'), JSON.stringify({ digest: 'of other profiles', files: readdirSync(old) }));
    await ensurePki(old);
    expect(readFileSync(join(old, 'ca.crt'), 'utf8')).not.toBe(before);
  });

  test('happens again when a file is missing', async () => {
    const torn = join(parent, 'torn');
    await ensurePki(torn);
    rmSync(join(torn, 'bob.key'));
    await ensurePki(torn);
    expect(readdirSync(torn)).toContain('bob.key');
  });

  test('gives one whole folder when several begin at once, and leaves nothing beside it', async () => {
    const raced = join(parent, 'raced');
    await Promise.all([ensurePki(raced), ensurePki(raced), ensurePki(raced)]);
    const ca = new X509Certificate(readFileSync(join(raced, 'ca.crt')));
    const alice = new X509Certificate(readFileSync(join(raced, 'alice.crt')));
    expect(alice.verify(ca.publicKey)).toBe(true);
    expect(readdirSync(parent).filter(name => name.startsWith('raced'))).toEqual(['raced']);
  });
});
