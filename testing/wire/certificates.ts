import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Credentials {
  key: string;
  cert: string;
  keyFile: string;
  certFile: string;
}

const KINDS = {
  ec: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  rsa: ['-newkey', 'rsa:2048'],
  ed25519: ['-newkey', 'ed25519'],
};
export type Kind = keyof typeof KINDS;

/** Certificates of one authority, made by openssl: with names and extensions of every kind that we read. */
export class Authority {
  readonly folder = mkdtempSync(join(tmpdir(), 'wire-'));
  readonly ca: Credentials;

  constructor() {
    const extensions = ['keyUsage=critical,keyCertSign,cRLSign', 'basicConstraints=critical,CA:TRUE,pathlen:1'];
    this.ca = this.#make('ca', 'ec', '/C=KR/O=Handshake/CN=Wire CA', extensions);
  }

  server(kind: Kind): Credentials {
    return this.#make(
      `server-${kind}`,
      kind,
      `/C=KR/ST=Seoul/O=상점/CN=${kind}.shop.test`,
      [
        'subjectAltName=DNS:shop.test,DNS:*.shop.test,DNS:localhost,IP:127.0.0.1,IP:2001:db8::2,URI:https://shop.test/,email:a@shop.test',
        'extendedKeyUsage=serverAuth',
        'keyUsage=critical,digitalSignature,keyEncipherment',
        'authorityInfoAccess=OCSP;URI:http://ocsp.shop.test/,caIssuers;URI:http://ca.shop.test/',
        'crlDistributionPoints=URI:http://crl.shop.test/ca.crl',
        'certificatePolicies=1.2.3.4',
      ],
      true,
    );
  }

  client(kind: Kind): Credentials {
    const extensions = ['extendedKeyUsage=clientAuth', 'subjectAltName=URI:spiffe://shop.test/alice'];
    return this.#make(`client-${kind}`, kind, '/CN=alice', extensions, true);
  }

  stranger(): Credentials {
    return this.#make('stranger', 'ec', '/CN=alice', ['extendedKeyUsage=clientAuth']);
  }

  #make(name: string, kind: Kind, subject: string, extensions: readonly string[], signed = false): Credentials {
    const [keyFile, certFile] = [join(this.folder, `${name}.key`), join(this.folder, `${name}.pem`)];
    const by = signed ? ['-CA', this.ca.certFile, '-CAkey', this.ca.keyFile] : [];
    const added = extensions.flatMap(extension => ['-addext', extension]);
    const args = ['req', '-x509', '-utf8', '-nodes', '-days', '30', ...KINDS[kind], '-subj', subject, ...added, ...by];
    execFileSync('openssl', [...args, '-keyout', keyFile, '-out', certFile], { stdio: 'pipe' });
    return { keyFile, certFile, key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certFile, 'utf8') };
  }
}
