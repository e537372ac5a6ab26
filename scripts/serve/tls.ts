import { readFileSync } from 'node:fs';

import { environment } from '../../src/environment/index.server.ts';
import type { Tls } from '../../src/site/serve/server.ts';

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
