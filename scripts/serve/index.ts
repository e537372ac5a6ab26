import { existsSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';

import { environment } from '../../src/environment/index.server.ts';
import { inProject } from '../../src/project.server.ts';
import { hostsFrom } from '../../src/site/serve/hosts.ts';
import { addresses, listen, listenOptionsFrom, type ListenOptions } from '../../src/site/serve/listen.ts';
import { createSiteServer, type Tls } from '../../src/site/serve/server.ts';
import type { ServedClass } from './class.ts';
import { announce } from './announce.ts';

/** Ms that those who are being answered get when the server is to end. */
const GRACE = 5000;

/** Serves `dist/` until ctrl-C, and a class beside it where one is given; prints where, the address to open last. */
export async function serve(
  options: ListenOptions = listenOptionsFrom(process.env),
  klass?: ServedClass,
): Promise<void> {
  const folder = inProject('dist');
  if (!existsSync(join(folder, 'index.html'))) throw new Error('dist/ holds no site yet; build it: npm run build');
  const hosts = hostsFrom(process.env);
  const tls = tlsFrom(process.env);
  const server = createSiteServer(folder, {
    hosts: options.host ? [options.host, ...hosts] : hosts,
    tls,
    beside: klass?.beside,
  });
  const port = await listen(server, options).catch(async error => {
    klass?.quiet();
    await klass?.close();
    throw error;
  });
  endOnSignal(server, klass);
  const at = addresses(options, port, undefined, tls ? 'https' : 'http');
  klass?.reachedAt(at[1]);
  announce(at, klass);
}

/** The certificate and key that are set; throws where only one is, or a file cannot be read. */
export function tlsFrom(env: Readonly<Record<string, string | undefined>>): Tls | undefined {
  const { HANDSHAKE_CERT: cert, HANDSHAKE_KEY: key } = environment(['HANDSHAKE_CERT', 'HANDSHAKE_KEY'], env);
  if (!cert && !key) return undefined;
  if (!cert || !key)
    throw new Error('https needs both: HANDSHAKE_CERT and HANDSHAKE_KEY, a file each; npm run https makes them');
  return { cert: fileOf('HANDSHAKE_CERT', cert), key: fileOf('HANDSHAKE_KEY', key) };
}

function fileOf(name: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`${name}=${path} cannot be read (${code}); name a file in PEM`, { cause: error });
  }
}

function endOnSignal(server: Server, klass: ServedClass | undefined): void {
  let ending = false;
  const end = (): void => {
    if (ending || !klass) return server.closeAllConnections();
    ending = true;
    klass.quiet();
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), GRACE).unref();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      server.close();
      end();
    });
  }
  server.once('close', () => void klass?.close());
}

if (import.meta.main) {
  try {
    await serve();
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
