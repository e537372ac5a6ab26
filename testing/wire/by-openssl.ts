import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import type { Authority, Credentials } from './certificates.ts';
import type { Shape } from './frames.ts';
import { run, type Line } from './program.ts';
import { Proxy } from './proxy.ts';
import { NodeServer, type Recorded, type Situation } from './situation.ts';

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
export function byOpenssl(authority: Authority): Situation[] {
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
