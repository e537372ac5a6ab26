import { environment } from '../environment/index.server.ts';

/** Where the source code of this site is, if its owner has told it. */
export function sourceAddress(): string | undefined {
  return environment(['HANDSHAKE_SOURCE']).HANDSHAKE_SOURCE;
}
