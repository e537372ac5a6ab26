import { constants } from 'node:crypto';
import type { ConnectionOptions, TlsOptions } from 'node:tls';

import type { Authority, Kind } from './certificates.ts';
import { echo, nodeClient, NodeServer, recorded, type Situation } from './situation.ts';

/** What a client and a server of Node are told: options that JSON can carry. */
export interface Variant {
  name: string;
  key?: Kind;
  server?: TlsOptions;
  client?: ConnectionOptions;
  line?: string;
  /** How often the client comes; again with the session that it got. */
  times?: number;
}

const V13 = { minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3' } as const;
const V12 = { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' } as const;
const SUITES13 = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'];
const GROUPS = ['X25519', 'P-256', 'P-384', 'P-521', 'X25519MLKEM768'];
const SUITES12: readonly [string, Kind][] = [
  ['ECDHE-ECDSA-AES128-GCM-SHA256', 'ec'],
  ['ECDHE-ECDSA-AES256-GCM-SHA384', 'ec'],
  ['ECDHE-ECDSA-CHACHA20-POLY1305', 'ec'],
  ['ECDHE-RSA-AES128-GCM-SHA256', 'rsa'],
  ['ECDHE-RSA-AES256-GCM-SHA384', 'rsa'],
  ['ECDHE-RSA-CHACHA20-POLY1305', 'rsa'],
  ['AES128-GCM-SHA256', 'rsa'],
  ['DHE-RSA-AES128-GCM-SHA256', 'rsa'],
  ['ECDHE-RSA-AES128-SHA256', 'rsa'],
];
const VERSIONS = [
  ['1.3', V13],
  ['1.2', V12],
] as const;

function plain(): Variant[] {
  return [
    ...SUITES13.flatMap(ciphers =>
      GROUPS.map((ecdhCurve, n): Variant => ({
        name: `TLS 1.3 ${ciphers} ${ecdhCurve}`,
        key: (['ec', 'rsa', 'ed25519'] as const)[n % 3],
        server: { ...V13, ciphers, ecdhCurve },
        client: { ecdhCurve },
      })),
    ),
    ...SUITES12.map(([ciphers, key]): Variant => ({
      name: `TLS 1.2 ${ciphers}`,
      key,
      server: { ...V12, ciphers, dhparam: 'auto' },
      client: { ...V12, ciphers },
    })),
  ];
}

/** TLS 1.2 with each group, sessions without tickets, and a version that only one end wants. */
function older(): Variant[] {
  return [
    ...['X25519', 'P-256', 'P-384', 'P-521'].map(ecdhCurve => ({
      name: `TLS 1.2 ${ecdhCurve}`,
      server: { ...V12, ecdhCurve },
      client: { ecdhCurve },
    })),
    ...VERSIONS.map(([name, version]) => ({
      name: `resumption without tickets, TLS ${name}`,
      server: { ...version, secureOptions: constants.SSL_OP_NO_TICKET },
      times: 2,
    })),
    { name: 'a client of both versions, a server of 1.2', server: V12, client: { minVersion: 'TLSv1.2' } },
    { name: 'a client of 1.2, a server of both versions', server: { minVersion: 'TLSv1.2' }, client: V12 },
  ];
}

function mutual(authority: Authority): Variant[] {
  const ca = authority.ca.cert;
  const asking = { requestCert: true, ca };
  const stranger = authority.stranger();
  return VERSIONS.flatMap(([name, version]): Variant[] => [
    ...(['ec', 'rsa', 'ed25519'] as const).map((kind): Variant => ({
      name: `mutual TLS ${name} ${kind}`,
      server: { ...version, ...asking },
      client: authority.client(kind),
    })),
    {
      name: `server refuses a client without certificate, TLS ${name}`,
      server: { ...version, ...asking, rejectUnauthorized: true },
    },
    {
      name: `server refuses a stranger's certificate, TLS ${name}`,
      server: { ...version, ...asking, rejectUnauthorized: true },
      client: stranger,
    },
    {
      name: `server asks and takes anybody, TLS ${name}`,
      server: { ...version, ...asking, rejectUnauthorized: false },
    },
    { name: `client refuses the certificate, TLS ${name}`, server: version, client: { ca: stranger.cert } },
    { name: `client refuses the name, TLS ${name}`, server: version, client: { servername: 'bank.test' } },
    { name: `no version in common, TLS ${name}`, server: version, client: name === '1.3' ? V12 : V13 },
  ]);
}

function offers(): Variant[] {
  return VERSIONS.flatMap(([name, version]): Variant[] => [
    {
      name: `ALPN, TLS ${name}`,
      server: { ...version, ALPNProtocols: ['b/1', 'a/1'] },
      client: { ALPNProtocols: ['a/1', 'b/1'] },
    },
    {
      name: `ALPN without a match, TLS ${name}`,
      server: { ...version, ALPNProtocols: ['x'] },
      client: { ALPNProtocols: ['y', 'z'] },
    },
    { name: `SNI, TLS ${name}`, server: version, client: { servername: 'www.shop.test' } },
    { name: `no SNI, TLS ${name}`, server: version, client: { servername: '', rejectUnauthorized: false } },
    { name: `resumption, TLS ${name}`, server: version, times: 2 },
    {
      name: `resumption with AES-256, TLS ${name}`,
      server: { ...version, ciphers: 'TLS_AES_256_GCM_SHA384:ECDHE-ECDSA-AES256-GCM-SHA384' },
      times: 3,
    },
    { name: `longer than a record, TLS ${name}`, server: version, line: 'x'.repeat(40_000) },
  ]);
}

function retries(): Variant[] {
  return ['P-256', 'P-384', 'P-521'].map(ecdhCurve => ({
    name: `HelloRetryRequest for ${ecdhCurve}`,
    server: { ...V13, ecdhCurve },
    client: { ecdhCurve: `X25519:${ecdhCurve}` },
  }));
}

/** Every variant, with its server's certificate and its client's authority. */
export function variants(authority: Authority): Required<Omit<Variant, 'key'>>[] {
  const own = { ec: authority.server('ec'), rsa: authority.server('rsa'), ed25519: authority.server('ed25519') };
  const all = [...plain(), ...older(), ...mutual(authority), ...offers(), ...retries()];
  return all.map(({ name, key = 'ec', server, client, line = 'hello\n', times = 1 }) => ({
    name,
    server: { ...own[key], ...server },
    client: { ca: authority.ca.cert, ...client },
    line,
    times,
  }));
}

/** Clients and servers of Node. */
export function byNode(authority: Authority): Situation[] {
  return variants(authority).map(({ name, server, client, line, times }) => ({
    name,
    by: 'Node',
    run: shape =>
      recorded(shape, new NodeServer(server, echo), async port => {
        let session: Buffer | undefined;
        for (let time = 0; time < times; time++) {
          session = await nodeClient(port, { session, ...client }, line);
        }
      }),
  }));
}
