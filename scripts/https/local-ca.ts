import { hostname, networkInterfaces } from 'node:os';

import { chainPem, keyPem, mint } from '../../src/pki/mint.ts';
import type { Profile } from '../../src/pki/profiles.ts';

const DAY = 86_400_000;
/** Days that a browser takes a server's certificate for at most, whoever signed it (Apple, 825; others take that too). */
const LONGEST = 825;

export interface LocalCa {
  /** What pupils' browsers are to trust. */
  ca: string;
  /** The server's certificate with its issuer's, and its key. */
  cert: string;
  key: string;
  names: readonly string[];
}

/**
 * A CA made for one certificate, in PEM: its own key is given to nobody and forgotten, so whoever trusts it trusts this
 * server and nothing else.
 */
export async function makeLocalCa(now = Date.now(), names = namesHere()): Promise<LocalCa> {
  const valid = { notBefore: new Date(now - DAY), notAfter: new Date(now + (LONGEST - 1) * DAY) };
  const O = { O: 'Handshake' };
  const authority: Profile = {
    subject: [{ CN: `Handshake class CA of ${hostname()}` }, O],
    issuer: 'self',
    ca: true,
    valid,
  };
  const issuer = await mint(authority);
  const server: Profile = { subject: [{ CN: hostname() }, O], issuer: 'ca', usage: ['server'], names, valid };
  const { certificate, keys } = await mint(server, issuer);
  return {
    ca: chainPem(issuer.certificate),
    cert: chainPem(certificate, issuer.certificate),
    key: await keyPem(keys.privateKey),
    names: names.map(name => name.slice(name.indexOf(':') + 1)),
  };
}

/** By what others reach this computer, as subject alternative names (RFC 5280, 4.2.1.6). */
function namesHere(): NonNullable<Profile['names']> {
  const own = hostname().toLowerCase();
  const addresses = Object.values(networkInterfaces())
    .flatMap(list => list ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => `ip:${address}` as const);
  const dns = new Set([own, `${own.split('.')[0]}.local`]);
  return ['dns:localhost', 'ip:127.0.0.1', 'ip:::1', ...[...dns].map(name => `dns:${name}` as const), ...addresses];
}
