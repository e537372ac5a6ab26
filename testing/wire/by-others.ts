import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { TLSSocket, TlsOptions } from 'node:tls';

import type { Authority, Credentials } from './certificates.ts';
import { Proxy } from './proxy.ts';
import { NodeServer, recorded, type Recorded, type Situation } from './situation.ts';
import type { Shape } from './frames.ts';

/** Longer takes no program here; what does is ended. */
const MOST_SECONDS = '20';

/** What is said to a program, and what has to be heard before the next is said: commands count only at the beginning of what it reads. */
type Line = readonly [say: string, hear: RegExp];

/** Runs a program to its end; `heard` is what it and whoever it talks to have said so far. */
async function run(
  command: string,
  args: readonly string[],
  lines: readonly Line[] = [],
  heard = { text: '' },
): Promise<void> {
  const child = spawn('timeout', [MOST_SECONDS, command, ...args], { stdio: 'pipe' });
  child.stdin.on('error', () => undefined);
  const closed = once(child, 'close');
  for (const output of [child.stdout, child.stderr]) output.on('data', text => (heard.text += String(text)));
  for (const [say, hear] of lines) {
    heard.text = '';
    child.stdin.write(say);
    while (!hear.test(heard.text) && child.exitCode === null) await Promise.race([closed, pause(10)]);
  }
  if (lines.length === 0) child.stdin.end();
  await closed;
}

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

/** A server of openssl, with what it logs; `clientArgs` of one s_client after the other, which says `lines`. */
async function openssl(
  { folder }: Authority,
  { certFile, keyFile }: Credentials,
  shape: Shape,
  serverArgs: readonly string[],
  clientArgs: readonly (readonly string[])[],
  lines: readonly Line[],
): Promise<Recorded> {
  const port = await freePort();
  const keyLog = join(folder, `keys-${port}`);
  const server = spawn(
    'openssl',
    [
      's_server',
      '-accept',
      `127.0.0.1:${port}`,
      '-cert',
      certFile,
      '-key',
      keyFile,
      '-keylogfile',
      keyLog,
      ...serverArgs,
    ],
    { stdio: 'pipe' },
  );
  const heard = { text: '' };
  for (const output of [server.stdout, server.stderr]) output.on('data', text => (heard.text += String(text)));
  await accepts(port);
  const proxy = new Proxy(shape, () => port);
  const at = await proxy.listen();
  for (const args of clientArgs) {
    await run(
      'openssl',
      ['s_client', '-connect', `127.0.0.1:${at}`, '-servername', 'shop.test', ...args],
      lines,
      heard,
    );
  }
  const packets = await proxy.packets();
  server.kill();
  const log = existsSync(keyLog) ? readFileSync(keyLog, 'utf8') : '';
  rmSync(keyLog, { force: true });
  return { packets, keyLog: log };
}

async function freePort(): Promise<number> {
  const server = new NodeServer({}, () => undefined);
  await server.listen();
  const { port } = server;
  server.close();
  return port;
}

/** Waits until somebody takes connections there. */
async function accepts(port: number): Promise<void> {
  for (let n = 0; n < 200; n++) {
    const socket = connect(port, '127.0.0.1');
    const there = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'close').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (there) return;
    await pause(50);
  }
  throw new Error(`openssl s_server does not listen on ${port}`);
}

const QUIT: Line = ['Q\n', /$/];
const UPDATE: Line = ['k\n', /KEYUPDATE/];
const UPDATE_BOTH: Line = ['K\n', /KEYUPDATE/];

/** Both ends are openssl: what Node does not do, early data and KeyUpdate. */
function both(authority: Authority): Situation[] {
  const server = authority.server('ec');
  let sessions = 0;
  const early = join(authority.folder, 'early');
  const of = (
    name: string,
    serverArgs: readonly string[],
    clientArgs: readonly (readonly string[])[],
    lines: readonly Line[],
  ) => ({
    name,
    by: 'openssl',
    run: (shape: Shape) => openssl(authority, server, shape, serverArgs, clientArgs, lines),
  });
  const session = () => {
    const file = join(authority.folder, `session-${sessions++}`);
    return { first: ['-sess_out', file], again: ['-sess_in', file] };
  };
  const earlyAgain = (times = 1) => {
    const { first, again } = session();
    return [first, ...Array.from({ length: times }, () => [...again, '-early_data', early])];
  };
  const plain = session();
  const hello: Line[] = [['hello\n', /hello/], QUIT];
  writeFileSync(early, 'early data\n');
  return [
    of('early data', ['-early_data'], earlyAgain(), hello),
    of('early data, ChaCha20', ['-early_data', '-ciphersuites', 'TLS_CHACHA20_POLY1305_SHA256'], earlyAgain(), hello),
    of('early data, replayed', ['-early_data'], earlyAgain(2), hello),
    of('resumption by openssl', [], [plain.first, plain.again], hello),
    of('messages over several records', ['-max_send_frag', '512'], [[]], hello),
    of('messages over several records, TLS 1.2', ['-max_send_frag', '512', '-tls1_2'], [[]], hello),
    of('KeyUpdate, answered', [], [[]], [['one\n', /one/], UPDATE_BOTH, ['two\n', /two/], QUIT]),
    of('KeyUpdate, not answered', [], [[]], [UPDATE, ['one\n', /one/], UPDATE, ['two\n', /two/], QUIT]),
    of(
      'KeyUpdate with AES-128',
      ['-ciphersuites', 'TLS_AES_128_GCM_SHA256'],
      [[]],
      [['one\n', /one/], UPDATE_BOTH, UPDATE, ['two\n', /two/], QUIT],
    ),
  ];
}

/** Programs of other makers: curl, Python and openssl of Debian. */
export function byOthers(authority: Authority): Situation[] {
  return [...clients(authority), ...both(authority)];
}
