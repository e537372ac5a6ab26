import { homedir } from 'node:os';
import { join } from 'node:path';

import { environment } from '../../environment/index.server.ts';

/** The folder of what a class's server keeps on this computer. */
export function dataFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const { HANDSHAKE_DATA, XDG_DATA_HOME } = environment(['HANDSHAKE_DATA', 'XDG_DATA_HOME'], env);
  return HANDSHAKE_DATA ?? join(XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'handshake');
}

/** The database of this computer's classes: the one that is set, or a file in their folder. */
export function databaseUrl(env: Readonly<Record<string, string | undefined>> = process.env): string {
  return environment(['DATABASE_URL'], env).DATABASE_URL ?? join(dataFolder(env), 'class.db');
}
