import type { TLSSocket, TlsOptions } from 'node:tls';

import { byOpenssl } from './by-openssl.ts';
import type { Authority } from './certificates.ts';
import { run } from './program.ts';
import { NodeServer, recorded, type Situation } from './situation.ts';

/** Answers a request of HTTP with chunks, with a trailer behind them. */
function chunks(socket: TLSSocket): void {
  socket.once('data', () => {
    const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: Digest\r\nConnection: close\r\n\r\n';
    socket.end(`${head}5\r\nhello\r\n6;note=1\r\n world\r\n0\r\nDigest: none\r\n\r\n`);
  });
}

const PYTHON = `
import socket, ssl, sys
port, ca, version, name, suites, protocols = sys.argv[1:7]
context = ssl.create_default_context(cafile=ca)
context.minimum_version = context.maximum_version = getattr(ssl.TLSVersion, version)
if suites: context.set_ciphers(suites)
if protocols: context.set_alpn_protocols(protocols.split(','))
if len(sys.argv) > 7: context.load_cert_chain(sys.argv[7], sys.argv[8])
try:
    with socket.create_connection(('127.0.0.1', int(port))) as raw, context.wrap_socket(raw, server_hostname=name) as wire:
        wire.sendall(b'GET / HTTP/1.1\\r\\nHost: shop.test\\r\\n\\r\\n')
        while wire.recv(4096): pass
except (ssl.SSLError, OSError):
    pass
`;

/** Clients of other makers against a server of Node. */
function clients(authority: Authority): Situation[] {
  const server = authority.server('ec');
  const { certFile: ca } = authority.ca;
  const client = authority.client('ec');
  const of = (name: string, by: string, options: TlsOptions, go: (port: string) => Promise<void>): Situation => ({
    name,
    by,
    run: shape => recorded(shape, new NodeServer({ ...server, ...options }, chunks), port => go(String(port))),
  });
  const asking = { requestCert: true, ca: authority.ca.cert };
  const curl = (port: string, ...args: string[]) =>
    run('curl', [
      '-s',
      '--cacert',
      ca,
      '--resolve',
      `shop.test:${port}:127.0.0.1`,
      ...args,
      `https://shop.test:${port}/`,
    ]);
  const python = (port: string, version: string, name = 'shop.test', suites = '', protocols = '', ...more: string[]) =>
    run('/usr/bin/python3', ['-c', PYTHON, port, ca, version, name, suites, protocols, ...more]);
  const openssl = (port: string, ...args: string[]) =>
    run(
      'openssl',
      ['s_client', '-connect', `127.0.0.1:${port}`, '-servername', 'shop.test', '-CAfile', ca, ...args],
      [['GET / HTTP/1.1\r\n\r\n', /$/]],
    );
  return [
    of('curl, TLS 1.3', 'curl', {}, port => curl(port)),
    of('curl, TLS 1.2', 'curl', {}, port => curl(port, '--tls-max', '1.2')),
    of('curl, ChaCha20', 'curl', {}, port => curl(port, '--tls13-ciphers', 'TLS_CHACHA20_POLY1305_SHA256')),
    of('curl posts', 'curl', {}, port => curl(port, '-d', 'a=1&b=2')),
    of('curl with a certificate', 'curl', asking, port =>
      curl(port, '--cert', client.certFile, '--key', client.keyFile),
    ),
    of('curl refuses the certificate', 'curl', {}, port => curl(port, '--cacert', client.certFile)),
    of('curl, P-384 first', 'curl', { ecdhCurve: 'P-256' }, port => curl(port, '--curves', 'P-384:P-256')),
    of('Python, TLS 1.3', 'Python', {}, port => python(port, 'TLSv1_3')),
    of('Python, TLS 1.2', 'Python', {}, port => python(port, 'TLSv1_2')),
    of('Python, TLS 1.2 ChaCha20', 'Python', {}, port =>
      python(port, 'TLSv1_2', 'shop.test', 'ECDHE-ECDSA-CHACHA20-POLY1305'),
    ),
    of('Python, ALPN', 'Python', { ALPNProtocols: ['http/1.1'] }, port =>
      python(port, 'TLSv1_3', 'shop.test', '', 'h2,http/1.1'),
    ),
    of('Python with a certificate', 'Python', asking, port =>
      python(port, 'TLSv1_2', 'shop.test', '', '', client.certFile, client.keyFile),
    ),
    of('Python refuses the name', 'Python', {}, port => python(port, 'TLSv1_3', 'bank.test')),
    of('openssl, TLS 1.3', 'openssl', {}, port => openssl(port)),
    of('openssl, TLS 1.2', 'openssl', {}, port => openssl(port, '-tls1_2')),
    of('openssl, HelloRetryRequest', 'openssl', { ecdhCurve: 'P-384' }, port => openssl(port, '-groups', 'X448:P-384')),
    of('openssl asks for a status', 'openssl', {}, port => openssl(port, '-status')),
    of('openssl with a certificate', 'openssl', asking, port =>
      openssl(port, '-cert', client.certFile, '-key', client.keyFile),
    ),
  ];
}

/** Programs of other makers: curl, Python and openssl of Debian. */
export function byOthers(authority: Authority): Situation[] {
  return [...clients(authority), ...byOpenssl(authority)];
}
